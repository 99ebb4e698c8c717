using PolicyOs.Journal.Sqlite;
using PolicyOs.Journal.Tests.Contract;

namespace PolicyOs.Journal.Tests.Sqlite;

public sealed class SqliteJournalContractTests : JournalContractTests
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<IJournalStore> OpenAsync() =>
        new(SqliteJournal.Open(new SqliteJournalOptions(_folder.At("support.db"), SqliteAccess.Serve), Options));
}
