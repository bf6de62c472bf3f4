/** What went wrong, where, and what to do: one entry for every fault, held against spec/fault.ts. */
import type { FaultCode } from "../../spec/fault.ts";

export const faults = {
  "spec.missing": "The experiment lacks “{path}”. Add it and try again.",
  "spec.unknownKey":
    "The experiment holds “{path}”, which Trainyard does not know. Remove it, or check the spelling.",
  "spec.type": "“{path}” must be {expected}, but is {got}. Correct it and try again.",
  "spec.range": "“{path}” is {got}, but must lie between {min} and {max}.",
  "spec.choice": "“{path}” is “{got}”, but must be one of: {options}.",
  "spec.tooMany": "“{path}” holds {got} entries; at most {max} are allowed. Remove some.",
  "spec.tooLong": "“{path}” is {got} characters long; at most {max} are allowed. Shorten it.",
  "spec.firstLayer":
    "The network must begin with an input layer and have no other one, but found “{got}”.",
  "spec.duplicateId":
    "“{path}” is “{id}”, which another layer already has. Give each layer an id of its own.",
  "spec.inputOrder":
    "“{path}” is “{id}”, but a layer can only take its input from a layer that stands before it. Name one of those, or null for the one right before.",
  "spec.newerVersion":
    "This experiment was made by a newer Trainyard (version {got}; this one knows {known}). Reload the page to get the newest.",
  "link.format": "This is not a Trainyard link: {reason}. Check that it was copied whole.",
  "link.damaged":
    "This link is damaged; part of it may be missing. Ask for it again and copy it whole.",
  "link.tooLong":
    "This link is {got} characters long; at most {max} are allowed. Everything is as it was.",
  "link.expands":
    "This link expands to more than {max}, far beyond any experiment. It was not opened.",

  "shape.needsFlat":
    "{layer} needs one row of numbers, but its input is {got}. Insert a Flatten layer before it.",
  "shape.outputUnits":
    "{layer} ends with {got} outputs, but {loss} on this data needs {expected}. Change its units to {expected}.",
  "shape.outputFlat":
    "{layer} ends with shape {got}, but {loss} needs one row of numbers. Add a dense layer at the end.",
  "shape.lossNeedsClasses":
    "{loss} needs classes, but this data has numbers to predict. Use mean squared error.",
  "shape.noOutput": "The network has only its input. Add a dense layer to give it an output.",
  "shape.needsRank":
    "{layer} needs an input of the form {expected}, but gets {got}. Insert a Reshape layer before it.",
  "shape.windowTooLong":
    "{layer} slides a window of {window} over only {got}. Make the window shorter, or choose the padding “same”.",
  "shape.reshape":
    "{layer} cannot turn {from} into {to}: both must hold equally many numbers. Correct its shape; one size may be -1 for what is left.",
  "shape.mergeNeedsTwo":
    "{layer} has only one input, so there is nothing to merge. Give it a second one with “Skip from”, or remove it.",
  "shape.mergeConflict":
    "{layer} cannot merge {first} with {second}: the shapes do not fit. Bridge them, for instance with a convolution of width 1 or a Flatten layer.",
  "shape.unused":
    "Nothing that {layer} computes reaches the output. Connect it to a later layer, or remove it.",
  "shape.classWeights":
    "The loss has {got} class weights, but the data have {expected} classes. Give one weight for each class, or none.",
  "shape.tooManyParameters":
    "{layer} would have {got} parameters; at most {max} are allowed. Give it fewer units.",
  "memory.tooMuch":
    "This network needs {needed}, but {available} are available; the largest part is {layer}. Use fewer units, fewer runs or a smaller batch.",

  "data.empty": "{file} holds no data. Choose another file.",
  "data.tooLarge": "{file} is {got} large; at most {max} can be read. Cut it down first.",
  "data.tooFewExamples": "{file} has only {got} examples; at least {min} are needed.",
  "data.unknownFormat":
    "{file} is in no format that can be read here. Use IDX, CSV, tsv, ts, npy or npz.",
  "data.changed": "{file} changed or vanished while it was read. Choose it again.",
  "data.encoding":
    "{file}, line {line}: the text is not UTF-8. Save the file as UTF-8 and choose it again.",
  "data.gzipTruncated":
    "{file} ends too early, at byte {byte}: the download or copy is incomplete. Get the file again.",
  "data.gzipDamaged":
    "{file} is damaged near byte {byte}: its checksum does not fit. Get the file again.",
  "data.gzipTrailing":
    "{file} has something behind its compressed data, from byte {byte} on. Get the file again, or unpack it first.",
  "data.expands": "{file} expands to more than {max}, so reading stopped. Use a smaller file.",
  "data.idxMagic":
    "{file} is not an IDX file: it begins with {got}. Choose an IDX file such as train-images-idx3-ubyte.",
  "data.idxType":
    "{file} stores numbers of type {got}; IDX files with unsigned bytes, integers or floats can be read.",
  "data.idxLength":
    "{file} should hold {expected} bytes by its header, but holds {got}. Get the file again.",
  "data.idxPair":
    "{images} has {imageCount} images, but {labels} has {labelCount} labels. Choose two files that belong together.",
  "data.idxLonely": "{file} came without its {missing}. Choose both files at once.",
  "data.npyHeader":
    "{file} has a header that is not of a npy file: {got}. Save it again with numpy.save.",
  "data.npyType":
    "{file} stores numbers of type {got}. Convert it to float32, float64 or an integer type and save it again.",
  "data.npyOrder":
    "{file} is stored column by column (Fortran order). Save numpy.ascontiguousarray of it.",
  "data.npyLength":
    "{file} should hold {expected} bytes by its header, but holds {got}. Save or copy it again.",
  "data.npzArrays":
    "{file} must hold arrays named x and y (or x_train, y_train, x_test, y_test); it holds {found}.",
  "data.zipDamaged": "{file} is not a readable archive. Save it again with numpy.savez.",
  "data.raggedRow":
    "{file}, line {line}: {got} cells, but the other rows have {expected}. Correct this row.",
  "data.quote":
    "{file}, line {line}: a quotation mark is opened and never closed. Correct this row.",
  "data.notNumber":
    "{file}, line {line}, column “{column}”: “{got}” is not a number. Correct it, or leave such rows out.",
  "data.missingCell":
    "{file}, line {line}, column “{column}”: the cell is empty; {count} rows have such cells. Leave these rows out or fill in the mean.",
  "data.recordsLeftOut":
    "{file}: {count} rows with empty cells were left out, the first at line {line}, column “{column}”.",
  "data.noFeature":
    "{file} has only the column to predict. At least one more column is needed as input.",
  "data.columns": "{file} has {got} columns; at most {max} can be read. Leave some out.",
  "data.cells": "{file} holds {got} numbers; at most {max} can be read. Use fewer rows or columns.",
  "data.notFinite":
    "{file}, row {row}, column “{column}”: the value is not finite (NaN or infinity). Correct it or remove the row.",
  "data.oneClass":
    "{file} holds a single class, “{label}”: there is nothing to tell apart. Choose another label column or more data.",
  "data.tooManyClasses":
    "{file} has {got} different labels; at most {max} are allowed. Is it rather a number to predict?",
  "data.labels": "{file}, row {row}: “{got}” is not a label. Labels must be whole numbers from 0.",
  "data.lengths": "{file} has {examples} examples but {labels} labels. Both must be equally many.",
  "data.constantColumn":
    "{file}: column “{column}” has the same value in every row, so it says nothing; it is kept at 0.",
  "data.fetch":
    "The download from {address} failed ({status}). Check the connection and try again.",
  "data.hash":
    "What came from {address} is not the expected file: its SHA-256 is {got}, not {expected}. It was not used; try again later.",
  "data.unknownSet": "There is no data set “{id}” to download. Choose one from the list.",
  "data.notLoaded": "The data “{name}” is not loaded. Choose the file, or pick another data set.",
  "data.wrongFile":
    "This is not the file “{name}” that the experiment was made with: its hash is {got}, not {expected}. Choose the right file.",
  "data.unknownColumn":
    "{file} has no column “{column}”. Its columns are: {known}. Choose one of these.",
  "data.windowTooLong":
    "{file}: a window of {window} samples fits nowhere; the longest stretch of one subject and one activity has {longest}. Choose a shorter window.",
  "data.noSubjects":
    "The data “{name}” do not say which subject an example comes from, so whole subjects cannot be held out. Choose another split, or name the subject column.",
  "data.fewSubjects":
    "The data “{name}” come from {got} subject; to hold out whole subjects there must be at least two. Choose another split.",
  "data.seriesFormat":
    "{file}, line {line}: “{got}” is not what a time series file has there. Correct this line, or get the file again.",
  "data.seriesChannels":
    "{file}, line {line}: {got} dimensions, but {expected} were expected. Correct this line.",
  "data.raggedSeries":
    "{file}, line {line}: the series has {got} values, but {expected} were expected. Correct this line.",
  "data.symbolRange":
    "{layer} knows the symbols below {max}, but the data hold {got}. Give it a larger vocabulary.",
  "checkpoint.missing":
    "The checkpoint “{name}” is not here: it was deleted, or made in another browser. Open its file, or choose another checkpoint.",
  "checkpoint.damaged":
    "The checkpoint “{name}” is damaged: its checksum does not fit. Use another checkpoint; this one can be deleted.",
  "checkpoint.format":
    "{file} is not a checkpoint that can be opened: {reason}. Choose a safetensors file that was downloaded here.",
  "checkpoint.shapes":
    "The checkpoint “{name}” does not fit this network: “{weight}” has shape {got} there and {expected} here. Choose another checkpoint, or make the layers alike.",
  "data.cancelled": "Reading was stopped. The data you had is still in place.",
  "data.arrayShape": "Data set “{name}”: expected {expected}, got {got}.",

  "engine.noWebGpu": "WebGPU is not available: {reason}. The CPU trains instead.",
  "engine.shader":
    "The GPU's driver refused the kernel {shader} at line {line}, column {column}: {message}. Switch to the CPU to go on.",
  "engine.validation":
    "The GPU refused a command: {message}. Please report this; switch to the CPU to go on.",
  "engine.outOfMemory":
    "The GPU has no {needed} left. Use fewer units, fewer runs or a smaller batch, or close other tabs.",
  "engine.lost":
    "The GPU was lost: {message}. Reload the page with the browser's own button, or go on with the CPU.",
  "engine.hung":
    "The engine has not answered for {seconds} seconds. Reload the page; your experiment is saved.",
  "engine.notBuilt": "No experiment is loaded yet. Load one first.",
  "engine.internal":
    "Something went wrong inside Trainyard: {message}. Your experiment is saved; reload the page, and please report this.",
  "engine.unknownRun": "There is no run {run}; this experiment has {runs}, counted from 0.",
  "engine.unknownWeight": "There is no weight “{name}”. This network has: {known}.",
  "engine.weightShape": "The weight “{name}” must have shape {expected}, but was given {got}.",
  "storage.full":
    "The browser's storage is full, so the experiment could not be saved. Free some space, or use Share to keep a link.",
  "storage.unavailable":
    "The browser does not let this page store anything ({reason}). Use Share to keep a link.",
} as const satisfies Record<FaultCode, string>;

/** Words that stand in for values which are codes themselves. */
export const faultWords = {
  noWebGpu: {
    missing: "this browser does not offer it",
    insecure: "the page was not opened by https:// or from localhost",
    adapter: "the browser found no graphics adapter that it may use",
    device: "the graphics adapter refused to start",
  },
  missing: { images: "images", labels: "labels" },
  linkFormat: {
    empty: "it is empty",
    version: "it does not begin with a version number",
    characters: "it holds characters that do not belong in it",
  },
  kinds: {
    object: "an object",
    list: "a list",
    text: "a text",
    plainText: "plain text without control characters",
    hash: "a SHA-256 of 64 hexadecimal digits",
    number: "a finite number",
    integer: "a whole number",
    boolean: "true or false",
    null: "null",
    undefined: "missing",
    nan: "not a number",
    infinity: "infinite",
    other: "something else",
  },
} as const;
