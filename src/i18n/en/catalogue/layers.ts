/** English words of the layers. */
import type { CatalogueWords, Words } from "../../catalogue-words.ts";
import { activationOptions, activations } from "./activations.ts";

const alpha: Words = {
  label: "α",
  help: "Slope of Leaky ReLU below zero, or how deep ELU goes; left empty, the function's own: 0.01 for Leaky ReLU, 1 for ELU.",
};
const trainable: Words = {
  label: "Trainable",
  help: "Whether training changes this layer's weights; switched off, they are frozen as they are.",
};

const kernelFields = {
  initializer: {
    label: "Initial weights",
    help: "How this layer's weights start; otherwise as the run or the network says.",
  },
  l1: {
    label: "L1 penalty",
    help: "Adds λ·sign(w) to the gradient of this layer's weights, besides the run's L1; it drives weights to exactly nothing.",
  },
  l2: {
    label: "L2 penalty",
    help: "Adds λ·w to the gradient of this layer's weights, besides the run's L2; it keeps weights small.",
  },
  maxNorm: {
    label: "Max-norm",
    help: "The largest norm that each unit's incoming weights may have; after every step longer ones are cut back to it. 0: as the run says.",
  },
  trainable,
};

const affineFields = {
  activation: {
    label: "Activation",
    help: "The function f applied to every output.",
    options: activationOptions,
  },
  alpha,
  useBias: { label: "Bias", help: "Adds a learned number b to each output channel." },
  biasInitializer: {
    label: "Initial biases",
    help: "How the biases start; otherwise at zero.",
  },
  ...kernelFields,
};

const filters: Words = {
  label: "Filters",
  help: "How many patterns the layer looks for; each gives one output channel.",
};
const stride: Words = {
  label: "Stride",
  help: "How far the window moves from one output to the next; 2 halves the length.",
};
const dilation: Words = {
  label: "Dilation",
  help: "Distance between the inputs that a filter reads: 2 skips every other one, which widens its view without more weights.",
};
const imagePadding = {
  label: "Padding",
  help: "Valid: the window stays inside and the output shrinks. Same: zeros all around, so that output size = ⌈size / stride⌉.",
  options: { valid: "Valid: none", same: "Same: zeros around" },
};

const poolingFields = {
  size: { label: "Window", help: "How many neighbours, in each direction, become one number." },
  stride: {
    label: "Stride",
    help: "How far the window moves from one output to the next; 0 takes the window's size, so that windows touch without overlap.",
  },
  padding: imagePadding,
};

const units: Words = {
  label: "Units",
  help: "How many outputs the layer has, each with weights of its own.",
};

const recurrentFields = {
  units: {
    label: "Units",
    help: "How many numbers the layer remembers from one time step to the next.",
  },
  returnSequences: {
    label: "Every time step",
    help: "Gives the state after each time step, for another recurrent layer; otherwise only the last one.",
  },
  recurrentInitializer: {
    label: "Initial recurrent weights",
    help: "How the weights from state to state start; otherwise orthogonal.",
  },
  ...kernelFields,
};

const epsilon: Words = {
  label: "ε",
  help: "Added to the variance, so that nothing is divided by zero.",
};

export const layers = {
  input: {
    label: "Input",
    help: "One example as the data gives it; its shape follows the data.",
    fields: {},
  },
  flatten: {
    label: "Flatten",
    help: "Lays an image or a sequence out as one row of numbers, so that a dense layer can read it.",
    fields: {},
  },
  dense: {
    label: "Dense",
    help: "Every unit sees every input: y = f(x · W + b); on a sequence or an image, at each place alike.",
    fields: { units, ...affineFields },
  },
  activation: {
    label: "Activation",
    help: "Applies one function to every number; without it, stacked dense layers are worth only one.",
    fields: {
      function: {
        label: "Function",
        help: "The function that is applied.",
        options: activationOptions,
      },
      alpha,
    },
  },
  dropout: {
    label: "Dropout",
    help: "In training, sets a random share of the numbers to zero and scales the rest by 1 / (1 − rate); evaluation leaves all as they are (Srivastava et al., 2014).",
    fields: { rate: { label: "Rate", help: "The share of numbers set to zero at each step." } },
  },
  reshape: {
    label: "Reshape",
    help: "Gives the numbers of each example another shape; they keep their order.",
    fields: {
      shape: {
        label: "Shape",
        help: "Sizes of one example, as 80, 3 for time and channels; one −1 stands for what is left.",
      },
    },
  },
  conv1d: {
    label: "Conv1D",
    help: "Each filter slides along time and looks for one pattern: y[t, f] = f(Σ x[t + k, c] · W[k, c, f] + b). Parameters: (width × channels + 1) × filters (LeCun et al., 1989).",
    fields: {
      filters,
      width: { label: "Width", help: "How many time steps a filter sees at once." },
      stride,
      dilation,
      padding: {
        label: "Padding",
        help: "Valid: length = ⌊(time − dilation·(width − 1) − 1) / stride⌋ + 1. Same: zeros on both sides keep the length. Causal: zeros before the start keep it too, and no output sees what comes later.",
        options: {
          valid: "Valid: none",
          same: "Same: zeros around",
          causal: "Causal: zeros before",
        },
      },
      ...affineFields,
    },
  },
  conv2d: {
    label: "Conv2D",
    help: "Each filter slides over the image and looks for one pattern, with the same weights everywhere. Parameters: (height × width × channels + 1) × filters (LeCun et al., 1989).",
    fields: {
      filters,
      height: { label: "Height", help: "How many rows a filter sees at once." },
      width: { label: "Width", help: "How many columns a filter sees at once." },
      stride,
      dilation,
      padding: imagePadding,
      ...affineFields,
    },
  },
  maxPooling1d: {
    label: "Max pooling 1D",
    help: "Keeps the largest number of each window in time, channel by channel: shorter, and less sensitive to where a pattern lies.",
    fields: poolingFields,
  },
  averagePooling1d: {
    label: "Average pooling 1D",
    help: "Keeps the mean of each window in time, channel by channel.",
    fields: poolingFields,
  },
  globalAveragePooling1d: {
    label: "Global average pooling 1D",
    help: "The mean of each channel over the whole time: a sequence becomes one row of numbers (Lin et al., 2013).",
    fields: {},
  },
  globalMaxPooling1d: {
    label: "Global max pooling 1D",
    help: "The largest number of each channel over the whole time: did the pattern occur anywhere?",
    fields: {},
  },
  maxPooling2d: {
    label: "Max pooling 2D",
    help: "Keeps the largest number of each square window, channel by channel: a smaller image, less sensitive to where a pattern lies.",
    fields: poolingFields,
  },
  averagePooling2d: {
    label: "Average pooling 2D",
    help: "Keeps the mean of each square window, channel by channel.",
    fields: poolingFields,
  },
  globalAveragePooling2d: {
    label: "Global average pooling 2D",
    help: "The mean of each channel over the whole image, which becomes one row of numbers (Lin et al., 2013).",
    fields: {},
  },
  globalMaxPooling2d: {
    label: "Global max pooling 2D",
    help: "The largest number of each channel over the whole image: did the pattern occur anywhere?",
    fields: {},
  },
  batchNormalization: {
    label: "Batch normalisation",
    help: "y = γ·(x − mean) / √(variance + ε) + β for each channel: over the batch in training, by moving averages in evaluation. Best behind the linear map, before its activation (Ioffe and Szegedy, 2015).",
    fields: {
      decay: {
        label: "Decay",
        help: "moving ← decay · moving + (1 − decay) · batch, for the mean and variance used in evaluation.",
      },
      epsilon,
      unbiased: {
        label: "Unbiased variance",
        help: "The moving variance averages the batch's variance divided by n − 1, as in PyTorch; otherwise by n, as in Keras.",
      },
      trainable,
    },
  },
  layerNormalization: {
    label: "Layer normalisation",
    help: "y = γ·(x − mean) / √(variance + ε) + β over the channels of each place by itself, alike in training and evaluation (Ba et al., 2016).",
    fields: { epsilon, trainable },
  },
  gaussianNoise: {
    label: "Gaussian noise",
    help: "In training, adds normally distributed noise to every number; evaluation leaves all as they are. A mild regulariser, good on inputs.",
    fields: {
      std: { label: "Standard deviation", help: "How strong the noise is." },
    },
  },
  embedding: {
    label: "Embedding",
    help: "A table with one learned row of numbers for each symbol: whole numbers go in, their rows come out.",
    fields: {
      vocabulary: {
        label: "Vocabulary",
        help: "How many different symbols there are; inputs are whole numbers from 0 to one less.",
      },
      size: { label: "Size", help: "How many numbers stand for each symbol." },
      ...kernelFields,
    },
  },
  simpleRnn: {
    label: "Simple RNN",
    help: "hₜ = f(xₜ · W + hₜ₋₁ · U + b): the state is fed back at each time step; its gradient soon vanishes or explodes (Elman, 1990).",
    fields: {
      ...recurrentFields,
      activation: {
        label: "Activation",
        help: "The function f applied to the state at each time step.",
        options: { tanh: activations.tanh.label, relu: activations.relu.label },
      },
    },
  },
  lstm: {
    label: "LSTM",
    help: "A recurrent layer with a memory cell: cₜ = f·cₜ₋₁ + i·c̃, hₜ = o·tanh(cₜ), where gates decide what is forgotten, stored and shown (Hochreiter and Schmidhuber, 1997).",
    fields: {
      ...recurrentFields,
      forgetBias: {
        label: "Forget bias",
        help: "Where the bias of the forget gate starts; 1 lets the cell remember from the first step on (Jozefowicz et al., 2015).",
      },
    },
  },
  gru: {
    label: "GRU",
    help: "A recurrent layer with two gates and no separate cell: hₜ = z·hₜ₋₁ + (1 − z)·h̃; close to the LSTM with fewer weights (Cho et al., 2014).",
    fields: {
      ...recurrentFields,
      resetAfter: {
        label: "Reset after the product",
        help: "Applies the reset gate to h · U, as PyTorch, Keras and cuDNN do; otherwise to h itself, as the first paper does.",
      },
    },
  },
  add: {
    label: "Add",
    help: "Adds its inputs number by number; they must have the same shape. A skip connection makes a residual block: y = x + F(x) (He et al., 2015).",
    fields: {},
  },
  multiply: {
    label: "Multiply",
    help: "Multiplies its inputs number by number; they must have the same shape. One input then works as a gate on the other.",
    fields: {},
  },
  concatenate: {
    label: "Concatenate",
    help: "Puts the channels of its inputs side by side; all other sizes must be the same.",
    fields: {},
  },
} as const satisfies CatalogueWords["layers"];
