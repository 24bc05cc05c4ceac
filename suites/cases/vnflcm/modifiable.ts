import type { TestCase } from '../../../src/judge/case.ts';
import { noPayload, productOfVnfd, undeclaredRefused } from '../../checks/trace/modifiable.ts';
import { patched } from '../../checks/trace/modify.ts';
import { traceCases, type Row } from '../trace-cases.ts';

const rows: readonly Row[] = [
  {
    id: 'undeclared.extensions',
    title: 'extensions that the VNFD does not declare are refused',
    purpose:
      'PATCH of a VNF instance of the package of the harness with an extension that its VNFD does not declare is refused with 422, and the extension is not shown afterwards.',
    clause: 'SOL003 5.5.2.2',
    // The files before do not say it.
    since: '3.3.1',
    judge: undeclaredRefused('extensions'),
  },
  {
    id: 'undeclared.configurable-properties',
    title: 'configurable properties that the VNFD does not declare are refused',
    purpose:
      'PATCH of a VNF instance of the package of the harness with a VNF configurable property that its VNFD does not declare is refused with 422, and the property is not shown afterwards.',
    clause: 'SOL003 5.5.2.2',
    since: '3.7.1',
    judge: undeclaredRefused('vnfConfigurableProperties'),
  },
  {
    id: 'metadata.values',
    title: 'numbers and booleans among metadata stay numbers and booleans',
    purpose:
      'PATCH with metadata whose values are a number, a boolean and a string is applied: the VNF instance shows each value with its own JSON type.',
    clause: 'SOL013 7.1.5',
    judge: patched('pairs.values'),
  },
  {
    id: 'metadata.keys',
    title: 'keys of metadata stay as they were given',
    purpose:
      'PATCH with metadata whose keys have underscores and capitals is applied: the VNF instance shows the keys letter by letter.',
    clause: 'SOL013 7.1.5',
    judge: patched('pairs.keys'),
  },
  {
    id: 'description-empty',
    title: 'PATCH with an empty vnfInstanceDescription',
    purpose: 'PATCH with an empty vnfInstanceDescription is applied: the VNF instance shows an empty text, or none.',
    clause: 'RFC 7396 2',
    judge: patched('pairs.description-empty'),
  },
  {
    id: 'no-payload',
    title: 'PATCH without a payload is refused',
    purpose:
      'PATCH of a VNF instance without a payload is refused as a fault of the client, never with a server error.',
    clause: 'SOL013 6.4',
    judge: noPayload,
  },
  {
    id: 'vnfd',
    title: 'a VNF instance that became one of another VNFD shows the product of that',
    purpose:
      'After PATCH with another vnfdId, the VNF instance shows the provider, product name and versions that a new VNF instance of that VNFD shows.',
    clause: 'SOL003 5.5.2.12',
    // Before, it is the package that is changed.
    since: '2.6.1',
    judge: productOfVnfd,
  },
  {
    id: 'vim.not-instantiated',
    title: 'PATCH of a VNF instance that is NOT_INSTANTIATED: a VIM connection',
    purpose:
      'PATCH with a VIM connection is accepted with 202 also while the VNF instance is NOT_INSTANTIATED, and the connection is shown afterwards.',
    clause: 'SOL003 5.5.2.12',
    judge: patched('not-instantiated.vim'),
  },
];

/** What modifications may write. */
export const modifiableCases: readonly TestCase[] = traceCases(
  'vnflcm.modifiable',
  'vnflcm.modifiable',
  rows.map((row): Row => ({ ...row, ics: 'vnflcm.modify' })),
);
