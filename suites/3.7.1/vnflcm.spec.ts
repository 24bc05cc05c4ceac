import { suite } from '../../fixtures/suite.ts';

await suite('3.7.1', 'vnflcm');
