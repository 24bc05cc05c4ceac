import { modelOf, type Model } from './load.ts';

/** A small API with every form of row, for tests. */
export const SMALL = `
api: things
spec: SOL003
versions: { 2.4.1: 1.1.0, 2.6.1: 1.3.0, 3.3.1: 2.0.0, 3.7.1: 2.3.0 }
errors: |
  400  ProblemDetails
  404  ProblemDetails
types:
  String: { clause: '1', simple: { type: string } }
  Integer: { clause: '1', simple: { type: integer } }
  Boolean: { clause: '1', simple: { type: boolean } }
  DateTime: { clause: '1', simple: { type: string, format: date-time } }
  Uri: { clause: '1', simple: { type: string, format: uri } }
  KeyValuePairs: { clause: '1', simple: { type: object } }
  PartKind:
    clause: 5.10
    values: |
      BIG
      SMALL
      TINY  since=3.3.1
  Part:
    clause: 5.11
    rows: |
      name    String                1
      size    Integer               0..1
      inner   object                0..1
      > when  DateTime              1
      > all   Part                  0..N
  Thing:
    clause: { 2.4.1: 5.1, 3.3.1: 5.2 }
    rows: |
      # name           type              cardinality  options
      id                 String            1
      newId              String            1      since=3.3.1
      oldId              String            1      until=3.3.1
      same               String            0..1   until=3.3.1
      same               Integer           0..1   since=3.3.1
      kind               PartKind          1
      colour             enum(RED,GREEN)   0..1
      parts              Part              1..N   # a comment
      pair               String            2
      byName             map(Part)         0..N   null-entries
      tags               String            1..N?
      when               DateTime          1
      link               Uri               1
      note               String            0..1   nullable
      extras             KeyValuePairs     0..1
      flag               Boolean           0..1
      big                object            0..1   present-if=kind:BIG
      > weight           Integer           1
      either             String            0..1   any-of=e
      or                 String            0..1   any-of=e
      left               String            0..1   one-of=side
      right              String            0..1   one-of=side
      dog                String            0..1   most-one-of=pet
      cat                String            0..1   most-one-of=pet
  ANote:
    clause: 5.20
    rows: |
      noteType  enum(ANote)  1
      text      String       1
  BNote:
    clause: 5.21
    rows: |
      noteType  enum(BNote)  1
      count     Integer      1
  Note:
    clause: 5.22
    union: [ANote, BNote]
    discriminator: noteType
  ProblemDetails:
    clause: '6'
    rows: |
      status  Integer  1
      detail  String   1
resources:
  things:
    clause: '7'
    operations:
      POST:
        clause: 7.1
        request: Thing
        responses: |
          201  Thing  Location
      GET:
        clause: 7.2
        query: [filter, fields]
        responses: |
          200  [Thing]  Link?
  things/{thingId}/notes:
    clause: '8'
    operations:
      GET:
        clause: 8.1
        responses: |
          200  Note
      DELETE:
        clause: 8.2
        ics: things.delete
        responses: |
          204  -
`;

export function smallModel(): Model {
  return modelOf([['things.yaml', SMALL]]);
}
