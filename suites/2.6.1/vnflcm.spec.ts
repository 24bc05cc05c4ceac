import { suite } from '../../fixtures/suite.ts';

await suite('2.6.1', 'vnflcm');
