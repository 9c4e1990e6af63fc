// Loaded into the processes that a start brings up: they end themselves when it is gone, even by kill -9.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();

export {};
