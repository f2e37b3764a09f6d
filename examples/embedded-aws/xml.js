// XML as AWS writes and reads it.
import { XMLBuilder, XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({ parseTagValue: false });
const builder = new XMLBuilder({ ignoreAttributes: false, suppressEmptyNode: true });

/** Writes a document; an attribute begins with `@_`. */
export function writeXml(document) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
}

/** Reads a document; all values are texts. */
export function readXml(text) {
  return parser.parse(text);
}

/** Takes what may be absent, one thing or several as a list. */
export function listOf(value) {
  return value === undefined || value === '' ? [] : [value].flat();
}
