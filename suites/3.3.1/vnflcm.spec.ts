import { suite } from '../../fixtures/suite.ts';

await suite('3.3.1', 'vnflcm');
