/* The lecture's network in FANN (double): batch training, sigmoids, squared error, a fixed number of epochs. Prints
   the seconds of training (start-up and reading apart) and the accuracy.
     lecture_fann FILE HIDDEN ITERATIONS RATE SEED
   FILE has columns variance (first), entropy (fourth) and the class (fifth). FANN's gradient is half of that of the
   summed squared error, and it divides by the rows. */
#include <doublefann.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { kMaxRows = 10000 };
static double inputs[kMaxRows][2], targets[kMaxRows];

static void copy_row(unsigned row, unsigned n_inputs, unsigned n_outputs, fann_type* input, fann_type* output) {
  (void)n_inputs;
  (void)n_outputs;
  input[0] = inputs[row][0];
  input[1] = inputs[row][1];
  output[0] = targets[row];
}

int main(int argc, char** argv) {
  if (argc != 6) return 2;
  FILE* file = fopen(argv[1], "r");
  if (!file) return 3;
  unsigned rows = 0;
  if (fscanf(file, "%*[^\n]") == EOF) return 3;
  while (rows < kMaxRows &&
         fscanf(file, "%lf,%*f,%*f,%lf,%lf", &inputs[rows][0], &inputs[rows][1], &targets[rows]) == 3) {
    ++rows;
  }
  if (!rows || !feof(file)) return 3;
  fclose(file);

  struct fann* network = fann_create_standard(3, 2, atoi(argv[2]), 1);
  srand((unsigned)atoi(argv[5])); /* after FANN has seeded by the time */
  struct fann_train_data* data = fann_create_train_from_callback(rows, 2, 1, copy_row);
  fann_set_activation_function_hidden(network, FANN_SIGMOID);
  fann_set_activation_function_output(network, FANN_SIGMOID);
  fann_set_activation_steepness_hidden(network, 0.5); /* 1 / (1 + exp(-x)) */
  fann_set_activation_steepness_output(network, 0.5);
  fann_set_training_algorithm(network, FANN_TRAIN_BATCH);
  fann_set_train_error_function(network, FANN_ERRORFUNC_LINEAR);
  fann_set_learning_rate(network, (float)(2 * rows * atof(argv[4])));
  fann_randomize_weights(network, -1, 1);

  struct timespec begun, ended;
  clock_gettime(CLOCK_MONOTONIC, &begun);
  for (int i = atoi(argv[3]); i > 0; --i) fann_train_epoch(network, data);
  clock_gettime(CLOCK_MONOTONIC, &ended);

  unsigned correct = 0;
  for (unsigned row = 0; row < rows; ++row)
    correct += (*fann_run(network, inputs[row]) > 0.5) == (targets[row] > 0.5);
  printf("%.6f\t%.6f\n", (double)(ended.tv_sec - begun.tv_sec) + (double)(ended.tv_nsec - begun.tv_nsec) / 1e9,
         (double)correct / rows);
  return 0;
}
