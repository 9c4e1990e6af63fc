import { Button } from "@mantine/core";
import { useState } from "react";
import { UploadError, type UploadedFile } from "../../lib/upload.ts";
import { ActionForm } from "../ActionForm.tsx";
import { AmountField } from "../AmountField.tsx";
import { ConfirmButton } from "../ConfirmButton.tsx";
import { DateField } from "../DateField.tsx";
import { FileField } from "../FileField.tsx";
import { Columns, Panel } from "../Panel.tsx";
import { QuantityField } from "../QuantityField.tsx";
import { toast } from "../toast.ts";

export function GalleryFields() {
  const [amount, setAmount] = useState("2万");
  const [plain, setPlain] = useState("20000");
  const [hours, setHours] = useState("2.5");
  const [done, setDone] = useState("1");
  const [date, setDate] = useState("2026-11-21");
  const [files, setFiles] = useState<UploadedFile[]>([{ id: "1", name: "转账回单.jpg" }]);
  return (
    <Columns>
      <Panel title="表单">
        <ActionForm
          submitLabel="记下 20,000.00 元"
          onSubmit={() =>
            new Promise((resolve) => setTimeout(() => resolve({ kind: "lost", code: "NETWORK" }), 400))
          }
        >
          <AmountField label="多少钱?" value={amount} onChange={setAmount} />
          <AmountField
            label="其中第一笔"
            value={plain}
            onChange={setPlain}
            error="金额超出本期剩余 12,000 元。拆成两笔,或改认捐。"
          />
          <QuantityField label="服务时长" measure="MINUTES" value={hours} onChange={setHours} />
          <QuantityField label="问题已经解决" measure="DONE" value={done} onChange={setDone} />
          <DateField label="哪一天?" value={date} onChange={setDate} max="2026-11-21" />
          <FileField
            label="照片或票据"
            hint="可以不传。"
            files={files}
            onChange={setFiles}
            upload={(_file, onProgress) => {
              onProgress(0.5);
              return Promise.reject(new UploadError("NETWORK"));
            }}
          />
        </ActionForm>
      </Panel>
      <Panel title="确认">
        <div style={{ display: "grid", gap: 16, justifyItems: "start" }}>
          <ConfirmButton
            label="确认收到"
            question="确认后双方都能看到,封账前可以冲销。"
            confirmLabel="确认收到 20,000 元"
            onConfirm={async () => ({ kind: "done" })}
            onDone={() =>
              toast("已确认收到 20,000.00 元", { action: { label: "撤销", run: () => undefined } })
            }
          />
          <ConfirmButton
            danger
            variant="light"
            label="有出入"
            question="请说明哪里对不上,创文办会来裁定。"
            confirmLabel="提出有出入"
            onConfirm={async () => ({ kind: "refused", text: "对方刚刚撤回了这一笔。刷新后再看。" })}
          />
          <Button variant="default" onClick={() => toast("没有发出去:网络断了。", { tone: "failed" })}>
            提示
          </Button>
        </div>
      </Panel>
    </Columns>
  );
}
