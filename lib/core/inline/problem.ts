// Why a file can't become part of a page.

/** Something in a file that would end its element, and has no other spelling. */
export class InlineProblem extends Error {
  override readonly name = 'InlineProblem';
}
