import { suite } from '../../fixtures/suite.ts';

suite('3.7.1', 'vnflcm');
