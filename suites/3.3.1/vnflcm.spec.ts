import { suite } from '../../fixtures/suite.ts';

suite('3.3.1', 'vnflcm');
