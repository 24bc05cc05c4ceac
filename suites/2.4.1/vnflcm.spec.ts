import { suite } from '../../fixtures/suite.ts';

await suite('2.4.1', 'vnflcm');
