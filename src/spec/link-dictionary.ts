/**
 * What deflate may refer to in links of version 1: pieces of JSON that experiments hold, the most
 * usual ones last. Every link in the world was made with these very bytes: never change them. A
 * later version of the document may have a dictionary of its own.
 */
const pieces = [
  '"constant","value":0.1"zeros"uniform","limit":0.05"orthogonal","gain":1.5',
  '"softplus"silu"selu"leakyRelu"linear"sigmoid"plane"bumps"sine"circle"xor"moons"spiral","arms":3',
  '"gaussians","classes":4"distortion":0.5"points":1000,"noise":0.1"lecunNormal"heUniform"',
  '{"kind":"file","name":".csv","sha256":"","files":["train-images-idx3-ubyte.gz"],"table":',
  '{"header":false,"label":0,"task":"regression","incomplete":"drop"mean"}',
  '{"kind":"arrays"{"kind":"remote","id":"fashion-mnist"},"fitted":{"shift":[0,"scale":[1,',
  '"preprocessing":"minMax"standardize"validationShare":0.3,"loss":{"kind":"binaryCrossEntropy"}',
  '"loss":{"kind":"meanSquaredError"},"training":{"shuffle":"none","limitUnit":"steps","limit":5000',
  '"orderSeed":2"epsilon":1e-7"beta1":0.95"beta2":0.99"rho":0.99"l2":0.0001"clipNorm":1,"name":"',
  '{"optimizer":{"kind":"adagrad","learningRate":0.05},"initializer":{"kind":"xavierNormal"}},',
  '{"title":"","data":{"source":{"kind":"digits","points":2000},"seed":2,"validationShare":0.1,',
  '"preprocessing":"divide255"},"network":{"layers":[{"kind":"input"},{"kind":"flatten"},',
  '{"kind":"activation","function":"elu"},{"kind":"dense","units":256,"activation":"gelu",',
  '"useBias":false,"initializer":{"kind":"normal","std":0.02}},{"kind":"dropout","rate":0.25},',
  '{"kind":"dense","units":16,"activation":"tanh"},{"kind":"dense","units":128,"activation":"relu"},',
  '{"kind":"dense","units":64,"activation":"relu"},{"kind":"dropout","rate":0.2},',
  '{"kind":"dense","units":32,"activation":"relu","id":"},{"kind":"dense","units":10}],',
  '"initializer":{"kind":"xavierUniform"heNormal"}},"training":{"batchSize":100,"limit":100,',
  '"evaluateEvery":100},"runs":[{},{"optimizer":{"kind":"rmsprop"},"seed":3},',
  '{"optimizer":{"kind":"nesterov","learningRate":0.001,"momentum":0.95}},',
  '{"optimizer":{"kind":"adamw","learningRate":0.0003,"decay":0.001}},',
  '{"optimizer":{"kind":"momentum","learningRate":0.002},"seed":2},',
  '{"optimizer":{"kind":"sgd","learningRate":0.01}},{"optimizer":{"kind":"adam","learningRate":0.0',
] as const;

export const linkDictionary: Uint8Array = new TextEncoder().encode(pieces.join(""));
