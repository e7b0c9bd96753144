"""The Word file of a document: the same blocks as HTML and PDF, in styles that people can go on working with.

`markup` makes the elements, `styles` says how each looks, `blocks` writes every kind of block, `page` lays out paper,
and `package` puts the parts together so that the same document gives the same bytes.
"""

from reports.output.word.package import word_of

__all__ = ["word_of"]
