using System.Collections.Concurrent;

namespace PolicyOs.Journal.Sqlite;

/// <summary>
/// What is written beside the events some milliseconds later, by the thread of <see cref="DiskSync"/>: it takes no time of those who append,
/// and no page of the commits that they wait for.
/// </summary>
internal sealed class LaterWrites(SqliteWriter writer)
{
    /// <summary>So many may wait; whoever adds more writes them, or hears why they cannot be written.</summary>
    public const int Most = 1024;

    private readonly ConcurrentQueue<Action<SqliteDatabase>> _waiting = new();
    private readonly Lock _writing = new();

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _waiting.IsEmpty;

    /// <summary>Adds one; they are written in order.</summary>
    /// <exception cref="JournalException">Too many wait that cannot be written.</exception>
    public void Add(Action<SqliteDatabase> write)
    {
        if (_waiting.Count >= Most && WriteAll() is { } failure)
        {
            throw failure;
        }

        _waiting.Enqueue(write);
    }

    /// <summary>Writes what waits, each by itself so that others append between. What cannot be written goes on waiting.</summary>
    /// <returns>Why not all could be written.</returns>
    public JournalException? WriteAll()
    {
        lock (_writing)
        {
            while (_waiting.TryPeek(out Action<SqliteDatabase>? write))
            {
                try
                {
                    writer.Write(
                        database =>
                        {
                            write(database);
                            return true;
                        },
                        wait: false,
                        out _);
                }
                catch (JournalException e)
                {
                    return e;
                }

                _waiting.TryDequeue(out _);
            }

            return null;
        }
    }
}
