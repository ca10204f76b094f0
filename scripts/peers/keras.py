#!/usr/bin/python3
"""The lecture's Keras model as one writes it in PyTorch: d-H-1 sigmoids, mean squared error, plain SGD over
shuffled batches, 80 % of the rows. Prints the seconds of training (start-up and reading apart) and the accuracy
on the rows it was trained on.

    scripts/peers/keras.py FILE HIDDEN PASSES RATE BATCH SEED

What a DataLoader, a progress bar or measuring after each pass would cost is left out, in PyTorch's favour. One
thread: with products this small a second one only waits (and nntrain is measured with one).
"""
import sys
import time

import numpy
import torch

path, hidden, passes, rate, batch, seed = sys.argv[1:]
hidden, passes, rate, batch = int(hidden), int(passes), float(rate), int(batch)
torch.manual_seed(int(seed))
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

# Keras would hold out the last rows; they are of one class here, so that rows drawn by chance are held out.
notes = torch.from_numpy(numpy.loadtxt(path, delimiter=",", skiprows=1))
notes = notes[torch.randperm(len(notes))][:len(notes) * 8 // 10]
x, y = notes[:, :-1].contiguous(), notes[:, -1:].contiguous()

model = torch.nn.Sequential(torch.nn.Linear(x.shape[1], hidden), torch.nn.Sigmoid(),
                            torch.nn.Linear(hidden, 1), torch.nn.Sigmoid())
for layer in model[0], model[2]:
    torch.nn.init.xavier_uniform_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
loss_of = torch.nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=rate)

begun = time.perf_counter()
for _ in range(passes):
    for rows in torch.randperm(len(x)).split(batch):
        optimizer.zero_grad()
        loss_of(model(x[rows]), y[rows]).backward()
        optimizer.step()
seconds = time.perf_counter() - begun

with torch.no_grad():
    accuracy = ((model(x) > 0.5) == (y > 0.5)).double().mean().item()
print(f"{seconds:.6f}\t{accuracy}")
