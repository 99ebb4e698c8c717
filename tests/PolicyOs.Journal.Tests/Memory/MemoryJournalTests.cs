using PolicyOs.Journal.Memory;
using PolicyOs.Journal.Tests.Contract;

namespace PolicyOs.Journal.Tests.Memory;

public sealed class MemoryJournalTests : JournalContractTests
{
    protected override ValueTask<IJournalStore> OpenAsync() => new(new MemoryJournal(Options));
}
