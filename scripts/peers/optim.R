#!/usr/bin/env Rscript
# The lecture's network (one hidden layer of sigmoids, one sigmoid, summed squared error) minimised by R's own
# quasi-Newton methods: optim's BFGS with the exact gradient, or the package nnet.
#   Rscript scripts/peers/optim.R FILE HIDDEN ITERATIONS RELTOL optim|nnet|check < START
# START holds the weights unit by unit, each unit's bias first, the output last: nnet's own order. Prints the loss,
# how often the function and how often the gradient was asked for (nnet does not tell: NA), and the seconds within
# the call, tab-separated.
arguments <- commandArgs(TRUE)
hidden <- as.integer(arguments[2])
iterations <- as.integer(arguments[3])
reltol <- as.numeric(arguments[4])
method <- arguments[5]
start <- as.numeric(strsplit(paste(readLines("stdin"), collapse = " "), " +")[[1]])

notes <- read.csv(arguments[1])
inputs <- cbind(notes$variance, notes$entropy)
X <- cbind(1, inputs)
y <- notes$classification
first <- seq_len(ncol(X) * hidden)
stopifnot(length(start) == length(first) + hidden + 1)

sigmoid <- function(z) 1 / (1 + exp(-z))
W1_of <- function(w) matrix(w[first], ncol(X))
W2_of <- function(w) w[-first]

# optim asks for the two apart, so that the gradient goes forward again.
loss <- function(w) {
  H <- cbind(1, sigmoid(X %*% W1_of(w)))
  sum((sigmoid(H %*% W2_of(w)) - y)^2)
}
gradient <- function(w) {
  W2 <- W2_of(w)
  h <- sigmoid(X %*% W1_of(w))
  H <- cbind(1, h)
  yhat <- sigmoid(H %*% W2)
  delta2 <- 2 * yhat * (1 - yhat) * (yhat - y)
  delta1 <- h * (1 - h) * (delta2 %*% t(W2[-1]))
  c(t(X) %*% delta1, t(H) %*% delta2)
}

if (method == "check") {  # the gradient against differences of the loss, for whoever changes these formulas
  by_difference <- sapply(seq_along(start), function(i) {
    step <- replace(numeric(length(start)), i, 1e-5)
    (loss(start + step) - loss(start - step)) / 2e-5
  })
  cat("largest difference", max(abs(by_difference - gradient(start))), "of", max(abs(by_difference)), "\n")
  quit()
}

for (i in 1:3) c(loss(start), gradient(start))  # R compiles functions at their second call: not optim's doing
begun <- proc.time()[["elapsed"]]
if (method == "optim") {
  found <- optim(start, loss, gradient, method = "BFGS", control = list(maxit = iterations, reltol = reltol))
} else {
  found <- nnet::nnet(inputs, matrix(y), Wts = start, size = hidden, entropy = FALSE, maxit = iterations,
                      reltol = reltol, abstol = 0, trace = FALSE)
}
seconds <- proc.time()[["elapsed"]] - begun

end <- if (method == "optim") found$par else found$wts
counts <- if (method == "optim") found$counts else c(NA, NA)
cat(sprintf("%.10f", loss(end)), counts, seconds, sep = "\t")
cat("\n")
