"""The first part of every page: question, three sentences, trust, one figure, seven rows, who pays, why, when not."""
