"""A web page on this machine: paste an article, read its digest beside the German."""
