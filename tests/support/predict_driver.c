/* Passes rows from standard input to an exported model, which is #included as MODEL. Prints the outputs, then the
   label, tab-separated, or "cell K" for a row that the model cannot use. A line has one cell for each column; \N is
   NaN or NULL. */
#include MODEL

#include <stdio.h>
#include <stdlib.h>

static char line[1 << 16];

int main(void)
{
    while (fgets(line, sizeof line, stdin) != NULL) {
        nntrain_cell row[NNTRAIN_COLUMNS];
        double outputs[NNTRAIN_OUTPUTS];
        char *cell = line;
        int k, wrong;
        line[strcspn(line, "\n")] = '\0';
        for (k = 0; k < NNTRAIN_COLUMNS; ++k) {
            char *const end = cell + strcspn(cell, "\t");
            *end = '\0';
            row[k].text = strcmp(cell, "\\N") == 0 ? NULL : cell;
            row[k].number = row[k].text == NULL ? NAN : strtod(cell, NULL);
            cell = end + 1;
        }
#ifdef NNTRAIN_CLASSES
        {
            int label = -1;
            wrong = nntrain_predict(row, outputs, &label);
            for (k = 0; k < NNTRAIN_OUTPUTS && wrong == 0; ++k) printf("%.17g\t", outputs[k]);
            if (wrong == 0) printf("%s\n", nntrain_labels[label]);
        }
#else
        wrong = nntrain_predict(row, outputs);
        if (wrong == 0) printf("%.17g\n", outputs[0]);
#endif
        if (wrong != 0) printf("cell %d\n", wrong);
    }
    return 0;
}
