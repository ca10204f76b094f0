#!/usr/bin/env Rscript
# Reads a CSV file by data.table's fread. Prints the seconds within the call (R's start apart) and how many numbers
# it read.
#   Rscript scripts/peers/fread.R FILE THREADS
suppressPackageStartupMessages(library(data.table))
arguments <- commandArgs(TRUE)
setDTthreads(as.integer(arguments[2]))
invisible(fread(text = "a,b\n1,2\n"))  # what R does at a first call is not fread's doing

seconds <- system.time(table <- fread(arguments[1], showProgress = FALSE))[["elapsed"]]
cat(seconds, prod(dim(table)), sep = "\t")
cat("\n")
