/** Every fault in simplified Chinese: what happened, where, what to do. */
import type { Messages } from "../en.ts";

export const faults = {
  "spec.missing": "实验缺少“{path}”。请补上后再试。",
  "spec.unknownKey": "实验中的“{path}”不是 Trainyard 认识的项。请删掉它，或检查拼写。",
  "spec.type": "“{path}”必须是{expected}，现在却是{got}。请改正后再试。",
  "spec.range": "“{path}”是 {got}，必须在 {min} 和 {max} 之间。",
  "spec.choice": "“{path}”是“{got}”，只能是以下之一：{options}。",
  "spec.tooMany": "“{path}”有 {got} 项，最多允许 {max} 项。请减少一些。",
  "spec.tooLong": "“{path}”有 {got} 个字符，最多允许 {max} 个。请缩短。",
  "spec.firstLayer": "网络必须以输入层开头，且只能有一个输入层，这里却是“{got}”。",
  "spec.duplicateId": "“{path}”是“{id}”，另一层已经用了它。请让每层的 id 各不相同。",
  "spec.inputOrder":
    "“{path}”是“{id}”，但一层只能从排在它前面的层取得输入。请写前面某一层的 id，或用 null 表示紧挨着的前一层。",
  "spec.newerVersion":
    "这个实验由更新的 Trainyard 制作（版本 {got}，这里只认识到 {known}）。请重新加载页面以获得最新版。",
  "link.format": "这不是 Trainyard 的链接：{reason}。请检查是否复制完整。",
  "link.damaged": "这个链接已损坏，可能缺了一部分。请重新索取，并完整复制。",
  "link.tooLong": "这个链接有 {got} 个字符，最多允许 {max} 个。一切保持原样。",
  "link.expands": "这个链接展开后超过 {max}，远大于任何实验，因此没有打开。",

  "shape.needsFlat": "{layer} 需要一行数，但它的输入形状是 {got}。请在它前面插入展平层。",
  "shape.outputUnits":
    "{layer} 有 {got} 个输出，但这份数据配上{loss}需要 {expected} 个。请把它的单元数改为 {expected}。",
  "shape.outputFlat": "{layer} 的输出形状是 {got}，但{loss}需要一行数。请在末尾添加一个全连接层。",
  "shape.lossNeedsClasses": "{loss}需要类别，而这份数据要预测的是数值。请改用均方误差。",
  "shape.noOutput": "网络只有输入层。请添加一个全连接层作为输出。",
  "shape.needsRank": "{layer} 需要形如 {expected} 的输入，得到的却是 {got}。请在它前面插入重塑层。",
  "shape.windowTooLong":
    "{layer} 的窗口长 {window}，而它要滑过的只有 {got}。请缩短窗口，或把填充方式改为“保持大小”。",
  "shape.reshape":
    "{layer} 不能把 {from} 变成 {to}：两者所含的数必须一样多。请改正形状；其中一个可以写 -1，表示剩下的部分。",
  "shape.mergeNeedsTwo":
    "{layer} 只有一个输入，没有什么可合并的。请用“跳接自”给它第二个输入，或删掉它。",
  "shape.mergeConflict":
    "{layer} 无法合并 {first} 和 {second}：形状不合。请用一个层来衔接，例如宽度为 1 的卷积层或展平层。",
  "shape.unused": "{layer} 的计算结果到不了输出。请把它接到后面的某一层，或删掉它。",
  "shape.classWeights":
    "损失有 {got} 个类别权重，而数据有 {expected} 个类别。请给每个类别一个权重，或一个也不给。",
  "shape.tooManyParameters": "{layer} 会有 {got} 个参数，最多允许 {max} 个。请减少它的单元数。",
  "memory.tooMuch":
    "这个网络需要 {needed}，可用的只有 {available}；占得最多的是 {layer}。请减少单元数、训练组数或批大小。",

  "data.empty": "{file} 里没有数据。请选择别的文件。",
  "data.tooLarge": "{file} 有 {got}，最多能读 {max}。请先把它变小。",
  "data.tooFewExamples": "{file} 只有 {got} 个样本，至少需要 {min} 个。",
  "data.unknownFormat": "{file} 的格式在这里无法读取。请使用 IDX、CSV、tsv、ts、npy 或 npz。",
  "data.changed": "读取过程中 {file} 被改动或删除了。请重新选择。",
  "data.encoding": "{file} 第 {line} 行：文字不是 UTF-8 编码。请另存为 UTF-8 后重新选择。",
  "data.gzipTruncated": "{file} 在第 {byte} 字节处提前结束：下载或复制不完整。请重新获取。",
  "data.gzipDamaged": "{file} 在第 {byte} 字节附近损坏：校验和不符。请重新获取。",
  "data.gzipTrailing":
    "{file} 的压缩数据之后（从第 {byte} 字节起）还有别的内容。请重新获取，或先解压。",
  "data.expands": "{file} 解压后超过 {max}，已停止读取。请换一个小一些的文件。",
  "data.idxMagic":
    "{file} 不是 IDX 文件：它以 {got} 开头。请选择 train-images-idx3-ubyte 这样的 IDX 文件。",
  "data.idxType": "{file} 存储的数值类型是 {got}；这里能读无符号字节、整数或浮点数的 IDX 文件。",
  "data.idxLength": "按文件头，{file} 应有 {expected} 字节，实际有 {got} 字节。请重新获取。",
  "data.idxPair":
    "{images} 有 {imageCount} 张图像，而 {labels} 有 {labelCount} 个标签。请选择配套的两个文件。",
  "data.idxLonely": "{file} 缺少配套的{missing}文件。请一次选中两个文件。",
  "data.npyHeader": "{file} 的文件头不属于 npy 文件：{got}。请用 numpy.save 重新保存。",
  "data.npyType": "{file} 存储的数值类型是 {got}。请转换为 float32、float64 或整数类型后重新保存。",
  "data.npyOrder":
    "{file} 是按列存储的（Fortran 顺序）。请用 numpy.ascontiguousarray 转换后再保存。",
  "data.npyLength": "按文件头，{file} 应有 {expected} 字节，实际有 {got} 字节。请重新保存或复制。",
  "data.npzArrays":
    "{file} 里应有名为 x 和 y 的数组（或 x_train、y_train、x_test、y_test），实际有：{found}。",
  "data.zipDamaged": "{file} 不是可读的压缩包。请用 numpy.savez 重新保存。",
  "data.raggedRow":
    "{file} 第 {line} 行有 {got} 个单元格，而其他行有 {expected} 个。请改正这一行。",
  "data.quote": "{file} 第 {line} 行：引号打开后没有关闭。请改正这一行。",
  "data.notNumber": "{file} 第 {line} 行“{column}”列：“{got}”不是数字。请改正，或去掉这样的行。",
  "data.missingCell":
    "{file} 第 {line} 行“{column}”列：单元格是空的；这样的行共有 {count} 行。请去掉这些行，或用平均值填补。",
  "data.recordsLeftOut":
    "{file}：有 {count} 行含空单元格，已略去；第一处在第 {line} 行“{column}”列。",
  "data.noFeature": "{file} 只有要预测的那一列。至少还需要一列作为输入。",
  "data.columns": "{file} 有 {got} 列，最多能读 {max} 列。请去掉一些。",
  "data.cells": "{file} 有 {got} 个数，最多能读 {max} 个。请减少行或列。",
  "data.notFinite":
    "{file} 第 {row} 行“{column}”列：数值不是有限数（NaN 或无穷大）。请改正，或去掉这一行。",
  "data.oneClass":
    "{file} 只有一个类别“{label}”，没有什么可区分的。请换一个标签列，或使用更多数据。",
  "data.tooManyClasses": "{file} 有 {got} 种不同的标签，最多允许 {max} 种。要预测的也许是数值？",
  "data.labels": "{file} 第 {row} 行：“{got}”不是标签。标签必须是从 0 开始的整数。",
  "data.lengths": "{file} 有 {examples} 个样本，却有 {labels} 个标签。两者必须一样多。",
  "data.constantColumn": "{file}：“{column}”列每一行的值都相同，不含任何信息，已保持为 0。",
  "data.fetch": "从 {address} 下载失败（{status}）。请检查网络后重试。",
  "data.hash":
    "从 {address} 得到的不是预期的文件：SHA-256 是 {got}，应为 {expected}。文件没有使用，请稍后再试。",
  "data.unknownSet": "没有名为“{id}”的可下载数据集。请从列表中选择。",
  "data.notLoaded": "数据“{name}”还没有载入。请选择该文件，或换一个数据集。",
  "data.wrongFile":
    "这不是实验所用的文件“{name}”：哈希值是 {got}，应为 {expected}。请选择正确的文件。",
  "data.unknownColumn": "{file} 没有“{column}”列。它的列有：{known}。请从中选择。",
  "data.windowTooLong":
    "{file}：长 {window} 个采样的窗口哪里都放不下；同一受试者同一活动的最长一段只有 {longest} 个采样。请缩短窗口。",
  "data.noSubjects":
    "数据“{name}”没有说明每个样本来自哪位受试者，因此无法按受试者留出。请换一种划分方式，或指定受试者一列。",
  "data.fewSubjects":
    "数据“{name}”只有 {got} 位受试者；按受试者留出至少需要两位。请换一种划分方式。",
  "data.seriesFormat":
    "{file} 第 {line} 行：“{got}”不该出现在时间序列文件的这个位置。请改正这一行，或重新获取文件。",
  "data.seriesChannels": "{file} 第 {line} 行：有 {got} 个维度，应有 {expected} 个。请改正这一行。",
  "data.raggedSeries":
    "{file} 第 {line} 行：这条序列有 {got} 个值，应有 {expected} 个。请改正这一行。",
  "data.symbolRange": "{layer} 只认识小于 {max} 的符号，而数据里有 {got}。请增大它的词表。",
  "checkpoint.missing":
    "找不到检查点“{name}”：它已被删除，或是在别的浏览器里保存的。请打开它的文件，或选择别的检查点。",
  "checkpoint.damaged": "检查点“{name}”已损坏：校验和不符。请使用别的检查点；这一个可以删除。",
  "checkpoint.format": "{file} 不是能打开的检查点：{reason}。请选择从这里下载的 safetensors 文件。",
  "checkpoint.shapes":
    "检查点“{name}”与这个网络不合：其中“{weight}”的形状是 {got}，这里却是 {expected}。请选择别的检查点，或让各层一致。",
  "data.cancelled": "已停止读取。原来的数据仍在。",
  "data.arrayShape": "数据集“{name}”：应为 {expected}，实际是 {got}。",

  "engine.noWebGpu": "无法使用 WebGPU：{reason}。改由 CPU 训练。",
  "engine.shader":
    "显卡驱动不接受计算内核 {shader}（第 {line} 行第 {column} 列）：{message}。请改用 CPU 继续。",
  "engine.validation": "GPU 拒绝了一条指令：{message}。请报告这个问题，并改用 CPU 继续。",
  "engine.outOfMemory": "GPU 已分不出 {needed}。请减少单元数、训练组数或批大小，或关闭其他标签页。",
  "engine.lost": "GPU 丢失：{message}。请用浏览器自己的刷新按钮重新加载，或改用 CPU 继续。",
  "engine.hung": "计算引擎已有 {seconds} 秒没有响应。请重新加载页面；你的实验已经保存。",
  "engine.notBuilt": "还没有载入实验。请先载入一个。",
  "engine.internal":
    "Trainyard 内部出错：{message}。你的实验已经保存；请重新加载页面，并报告这个问题。",
  "engine.unknownRun": "没有编号为 {run} 的训练组；这个实验有 {runs} 组，从 0 开始编号。",
  "engine.unknownWeight": "没有名为“{name}”的权重。这个网络有：{known}。",
  "engine.weightShape": "权重“{name}”的形状必须是 {expected}，给出的却是 {got}。",
  "storage.full": "浏览器的存储空间已满，实验没能保存。请腾出一些空间，或用“分享”留下一个链接。",
  "storage.unavailable": "浏览器不允许这个页面保存内容（{reason}）。请用“分享”留下一个链接。",
} satisfies Messages["faults"];

export const faultWords = {
  noWebGpu: {
    missing: "这个浏览器不提供它",
    insecure: "页面不是通过 https:// 或 localhost 打开的",
    adapter: "浏览器没有找到可用的显卡",
    device: "显卡拒绝启动",
  },
  missing: { images: "图像", labels: "标签" },
  linkFormat: {
    empty: "它是空的",
    version: "开头没有版本号",
    characters: "含有不该出现的字符",
  },
  kinds: {
    object: "对象",
    list: "列表",
    text: "文字",
    plainText: "不含控制字符的纯文字",
    hash: "64 位十六进制的 SHA-256",
    number: "有限的数",
    integer: "整数",
    boolean: "true 或 false",
    null: "null",
    undefined: "空缺",
    nan: "非数值（NaN）",
    infinity: "无穷大",
    other: "别的东西",
  },
} satisfies Messages["faultWords"];
