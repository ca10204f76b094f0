#!/usr/bin/env Rscript
# Writes data sets of R's package mlbench as CSV files: a header line, the target last and called `target`,
# levels as they are spelt, missing cells empty.
#   Rscript scripts/peers/mlbench_sets.R FOLDER SET...
targets <- c(Sonar = "Class", Ionosphere = "Class", Glass = "Type", Vehicle = "Class", Vowel = "Class",
             PimaIndiansDiabetes2 = "diabetes", BreastCancer = "Class", HouseVotes84 = "Class", Zoo = "type",
             Soybean = "Class", DNA = "Class", Satellite = "classes", LetterRecognition = "lettr")
dropped <- list(BreastCancer = "Id")

arguments <- commandArgs(TRUE)
for (name in arguments[-1]) {
  data(list = name, package = "mlbench", envir = environment())
  table <- get(name)
  target <- targets[[name]]
  features <- setdiff(names(table), c(target, dropped[[name]]))
  table <- data.frame(table[features], target = as.character(table[[target]]), check.names = FALSE)
  write.csv(table, file.path(arguments[1], paste0(name, ".csv")), row.names = FALSE, na = "")
}
