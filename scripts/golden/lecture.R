#!/usr/bin/env Rscript
# The lecture's numbers, computed by R alone from its formulas: backpropagation by hand (2-2-1, no biases)
# and its network on the banknotes (2-5-1) from one fixed start, by the exact and by the lecture's rule.
#   Rscript scripts/golden/lecture.R > tests/golden/lecture.txt
path <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
top <- dirname(dirname(dirname(normalizePath(path))))

tell <- function(name, values) cat(name, ": ", paste(sprintf("%.17g", values), collapse = " "), "\n", sep = "")
sigmoid <- function(z) 1 / (1 + exp(-z))

cat("# Made by scripts/golden/lecture.R, R ", as.character(getRversion()), "\n", sep = "")

# By hand: x is 1x2, W1 2x2 (row: input, column: hidden unit), W2 2x1, C = (yhat - y)^2 / 2. Matrices are
# told row by row.
cat("# by_hand: after k updates at rate a; w1, dw1: 11 12 21 22 (input, hidden unit)\n")
x <- matrix(c(2, 3), 1)
y <- 1
start1 <- matrix(c(.11, .12, .21, .08), 2, byrow = TRUE)
start2 <- matrix(c(.14, .15), 2)

by_hand <- function(W1, W2) {
  h <- x %*% W1
  yhat <- h %*% W2
  delta <- yhat - y
  list(h = h, yhat = yhat, cost = (yhat - y)^2 / 2,
       dw1 = t(x) %*% delta %*% t(W2), dw2 = t(h) %*% delta)
}
tell_by_hand <- function(name, W1, W2, now) {
  tell(paste0(name, ".w1"), t(W1))
  tell(paste0(name, ".w2"), W2)
  tell(paste0(name, ".h"), now$h)
  tell(paste0(name, ".yhat"), now$yhat)
  tell(paste0(name, ".cost"), now$cost)
  tell(paste0(name, ".dw1"), t(now$dw1))
  tell(paste0(name, ".dw2"), now$dw2)
}
for (a in c(.05, .25)) {
  W1 <- start1
  W2 <- start2
  for (k in 0:2) {
    now <- by_hand(W1, W2)
    tell_by_hand(paste0("by_hand.a", a, ".k", k), W1, W2, now)
    W1 <- W1 - a * now$dw1
    W2 <- W2 - a * now$dw2
  }
}

# The same start with the sigmoid in both layers.
h <- sigmoid(x %*% start1)
z2 <- h %*% start2
yhat <- sigmoid(z2)
delta2 <- (yhat - y) * yhat * (1 - yhat)
tell("by_hand.sigmoid.h", h)
tell("by_hand.sigmoid.z2", z2)
tell("by_hand.sigmoid.yhat", yhat)
tell("by_hand.sigmoid.cost", (yhat - y)^2 / 2)
tell("by_hand.sigmoid.dw1", t(t(x) %*% ((delta2 %*% t(start2)) * h * (1 - h))))
tell("by_hand.sigmoid.dw2", t(h) %*% delta2)

# The banknotes: X is Nx3 (1, variance, entropy), W1 3x5, W2 6x1 (first: bias), rate 0.001.
cat("# banknotes.RULE.k: after k iterations at rate 0.001; w1 unit by unit: bias, variance, entropy; w2: bias first\n")
notes <- read.csv(file.path(top, "data", "banknotes.txt"))
X <- cbind(1, notes$variance, notes$entropy)
y <- notes$classification
start1 <- matrix(c(.5, -.75, .25, 1.25, -.375,
                   -.25, 1, .75, -.5, .625,
                   .125, .5, -1, -.125, .875), 3, byrow = TRUE)
start2 <- matrix(c(.125, -.5, .75, -1, 1.25, .375))

for (rule in c("exact", "lecture")) {
  W1 <- start1
  W2 <- start2
  for (k in 0:100) {
    h <- sigmoid(X %*% W1)
    H <- cbind(1, h)
    yhat <- sigmoid(H %*% W2)
    if (k %in% c(0, 1, 10, 100)) {
      name <- paste("banknotes", rule, k, sep = ".")
      tell(paste0(name, ".mse"), mean((yhat - y)^2))
      tell(paste0(name, ".accuracy"), mean((yhat > .5) == y))
      tell(paste0(name, ".w1"), W1)
      tell(paste0(name, ".w2"), W2)
    }
    # The lecture's program leaves the factor 2 yhat (1 - yhat) out of what goes back to the hidden units.
    delta2 <- 2 * yhat * (1 - yhat) * (yhat - y)
    back <- if (rule == "exact") delta2 else yhat - y
    delta1 <- h * (1 - h) * (back %*% t(W2[-1, , drop = FALSE]))
    W2 <- W2 - .001 * t(H) %*% delta2
    W1 <- W1 - .001 * t(X) %*% delta1
  }
}

# The slides' learn(hidden, a, iterations) returns the outputs that it computed before its last update. `start1` and
# `start2` stand in place of its random weights.
cat("# learn.k: the accuracy of what the slides' learn() returns after k iterations, at rate 0.001 by their rule\n")
learn <- function(hidden, a, iterations) {
  W1 <- start1
  W2 <- start2
  for (i in 1:iterations) {
    h <- sigmoid(X %*% W1)
    H <- cbind(1, h)
    yhat <- sigmoid(H %*% W2)
    delta2 <- 2 * yhat * (1 - yhat) * (yhat - y)
    delta1 <- h * (1 - h) * ((yhat - y) %*% t(W2[-1, , drop = FALSE]))
    W2 <- W2 - a * t(H) %*% delta2
    W1 <- W1 - a * t(X) %*% delta1
  }
  yhat
}
for (k in 1:3) tell(paste0("learn.", k), mean((learn(5, .001, k) > .5) == y))
