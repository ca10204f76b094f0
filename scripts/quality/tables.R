#!/usr/bin/env Rscript
# Writes tables of R's packages as CSV files: a header line, the target last and called `target`, before it a
# column `group` where rows belong together, levels as they are spelt, missing cells empty. Rows without a
# target are left out.
#   Rscript scripts/quality/tables.R FOLDER < LINES   lines: name, package, object, target, frame, drop, group,
#                                                     together, separated by tabs; empty where there is none
arguments <- commandArgs(TRUE)

# A column of both numbers and text (levels such as 4 and 5+) is text: its numbers get a letter.
spelt <- function(column) {
  if (is.numeric(column)) return(as.numeric(column))
  text <- as.character(column)
  numbers <- !is.na(suppressWarnings(as.numeric(text)))
  present <- !is.na(text)
  if (any(numbers) && any(present & !numbers)) text[numbers] <- paste0("n", text[numbers])
  text[present] <- gsub("[\r\n\"]", " ", text[present])
  text
}

listed <- function(text) if (text == "") character(0) else strsplit(text, ",", fixed = TRUE)[[1]]

for (line in readLines(file("stdin"))) {
  fields <- strsplit(paste0(line, "\t\t."), "\t", fixed = TRUE)[[1]]
  names(fields)[1:8] <- c("name", "package", "object", "target", "frame", "drop", "group", "together")
  scope <- new.env()
  data(list = fields[["object"]], package = fields[["package"]], envir = scope)
  frame <- if (fields[["frame"]] == "") fields[["object"]] else fields[["frame"]]
  table <- as.data.frame(get(frame, scope))
  target <- if (fields[["target"]] %in% names(table)) table[[fields[["target"]]]] else get(fields[["target"]], scope)
  keys <- c(listed(fields[["group"]]), listed(fields[["together"]]))
  unknown <- setdiff(c(keys, listed(fields[["drop"]])), names(table))
  if (length(unknown) > 0) stop(fields[["name"]], ": no column ", paste(unknown, collapse = ", "))
  features <- setdiff(names(table), c(fields[["target"]], listed(fields[["drop"]]), listed(fields[["group"]])))
  out <- data.frame(lapply(table[features], spelt), check.names = FALSE, stringsAsFactors = FALSE)
  names(out) <- features
  if (length(keys) > 0) out[[".group"]] <- as.integer(factor(do.call(paste, c(table[keys], sep = "\r"))))
  out[["target"]] <- spelt(target)
  out <- out[!is.na(target), ]
  write.csv(out, file.path(arguments[1], paste0(fields[["name"]], ".csv")), row.names = FALSE, na = "")
}
