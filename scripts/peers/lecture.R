#!/usr/bin/env Rscript
# The lecture's experiment as one writes it in R: whole matrices, all rows at once, the exact gradient of the
# summed squared error. Prints the seconds of training (start-up and reading apart) and the accuracy.
#   Rscript scripts/peers/lecture.R FILE HIDDEN ITERATIONS RATE SEED [crossprod]
# With crossprod, t(A) %*% B and A %*% t(B) are left to R's functions for these, which never transpose.
arguments <- commandArgs(TRUE)
hidden <- as.integer(arguments[2])
iterations <- as.integer(arguments[3])
rate <- as.numeric(arguments[4])
set.seed(as.integer(arguments[5]))
sparing <- "crossprod" %in% arguments

notes <- read.csv(arguments[1])
X <- cbind(1, notes$variance, notes$entropy)
y <- notes$classification
W1 <- matrix(rnorm(ncol(X) * hidden), ncol(X))
W2 <- matrix(rnorm(hidden + 1), hidden + 1)

start <- proc.time()[["elapsed"]]
for (i in 0:iterations) {
  h <- 1 / (1 + exp(-(X %*% W1)))
  H <- cbind(1, h)
  yhat <- 1 / (1 + exp(-(H %*% W2)))
  if (i == iterations) break
  delta2 <- 2 * yhat * (1 - yhat) * (yhat - y)
  if (sparing) {
    delta1 <- h * (1 - h) * tcrossprod(delta2, W2[-1, , drop = FALSE])
    W2 <- W2 - rate * crossprod(H, delta2)
    W1 <- W1 - rate * crossprod(X, delta1)
  } else {
    delta1 <- h * (1 - h) * (delta2 %*% t(W2[-1, , drop = FALSE]))
    W2 <- W2 - rate * t(H) %*% delta2
    W1 <- W1 - rate * t(X) %*% delta1
  }
}
seconds <- proc.time()[["elapsed"]] - start

cat(seconds, mean((yhat > .5) == y), sep = "\t")
cat("\n")
