import { suite } from '../../fixtures/suite.ts';

suite('2.4.1', 'vnflcm');
