using Orchestrator.Ledger.Tests.Faults;

// The test runner loads this assembly as a library. Started as a process it is a writer, there to be killed.
await WriterProcess.RunAsync(store: args[0], location: args[1]);
