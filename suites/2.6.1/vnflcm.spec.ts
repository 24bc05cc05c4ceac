import { suite } from '../../fixtures/suite.ts';

suite('2.6.1', 'vnflcm');
