/** What stands beside the facts, in both languages; Windows' editors need the byte order mark and the line ends. */
export const README = `\ufeff${`共建佐证包 · 使用说明

一、怎样核验
  1. 把压缩包解压到一个文件夹。
  2. 电脑上装有 Node（18 或更高版本，https://nodejs.org）。在该文件夹中运行：node verify.mjs
     不需要联网，不需要安装其他程序；核验程序是一个可以通读的小文件。
  3. 显示“核验通过”的，再把它列出的两个值（清单校验值、链首）与该市系统“审计”页面核对：
     清单校验值写在操作名为 reading.pack 的审计记录里，链首按日公布。
  4. 显示“核验未通过”的，会指出哪个文件、哪一行、哪一项不符。

二、包里有什么
  manifest.json       清单：为谁、由谁、何时制作，每个文件的 sha256 和大小，审计链的末端
  manifest.sha256     清单本身的校验值
  facts/*.json, *.csv 事实：同一内容的两种格式，CSV 可用 Excel 或 WPS 打开。金额以分计，物资以千分之一计，时长以分钟计
  files/              佐证文件，以内容的 sha256 命名；已按规定清除的只留校验值（清单 absent 一栏）
  chain.jsonl         本市审计链：与本包有关的记录展示内容，其余只有序号、时间和摘要
  verify.mjs          核验程序

三、能证明什么
  · 解压后的文件一个字节都没有改动，没有增加，没有缺失。
  · 审计链从第一条起条条相接；改动、删去、插入任何一条都会被发现，包括不展示内容的记录。
  · 展示内容的记录：内容、操作人、操作和对象就是当时写下的。
  · 事实与这些记录一致；义务、履约、确认的数量和账户余额相加无误。

四、不能证明什么
  · 录入的内容是否符合实际。它只证明谁在何时这样录入、谁确认。
  · 压缩包以外的事实；人员电话、求助中的非公开内容和草稿不在包内。
  · 有人把整个包连同核验程序重做一份：请核对第一部分第 3 步的两个值；对核验程序有怀疑的，用另一来源的 verify.mjs 运行：
    node verify.mjs <文件夹>
  · 压缩包外壳（文件时间、压缩方式）不在核验之内。

Evidence pack of Gongjian · how to use it

1. How to verify
  1. Unpack the archive into a folder.
  2. With Node (18 or later, https://nodejs.org) on the machine, run in that folder: node verify.mjs
     No network and nothing else is needed; the verifier is one small file that can be read.
  3. When it says VERIFIED, compare the two values it prints (hash of the manifest, head of the chain) with the audit page of the
     city's system: the manifest's hash stands in the audit entry named reading.pack, the head is published every day.
  4. When it says REFUSED it names the file, the line and the field that are not as they were written.

2. What is in it
  manifest.json        for whom, by whom and when it was made, sha256 and size of every file, where the audit chain ends
  manifest.sha256      the manifest's own hash
  facts/*.json, *.csv  the facts, the same in two forms; the CSV opens in Excel. Money in fen (1/100 yuan), goods in thousandths,
                       time in minutes, instants in UTC
  files/               evidence, named by the sha256 of its bytes; of what was erased only the hash remains (absent in the manifest)
  chain.jsonl          the city's audit chain: entries of this pack with their content, of all others only place, instant and digest
  verify.mjs           the verifier

3. What it proves
  - Not one byte of the unpacked files was changed, nothing was added and nothing is missing.
  - The audit chain follows from its first entry on; any changed, removed or inserted entry shows, those without content too.
  - Of the entries that show their content: content, person, act and subjects are those that were written down then.
  - The facts agree with these entries; promised, delivered and accepted quantities and all balances add up.

4. What it cannot prove
  - Whether what people entered is true. It proves who entered it and when, and who confirmed it.
  - What is outside of the pack. Phones of people, the private part of requests, and drafts are not in it.
  - That nobody made the whole pack anew, verifier included: for that compare the two values of step 3; who doubts the verifier
    runs one from another source: node verify.mjs <folder>
  - The archive's own shell (dates of files, compression) is not verified.
`.replaceAll("\n", "\r\n")}`;
