"""One run, written down for whoever reads it: a page, a document, a build server, a pull request."""
