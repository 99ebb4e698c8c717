namespace PolicyOs.Journal.Sqlite;

/// <summary>What goes to the file in one transaction, and to the disk with one sync.</summary>
internal sealed class CommitGroup
{
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many events and other things were written.</summary>
    public int Entries { get; private set; }

    /// <summary>Those whose writers were told that they are in and do not wait; losing them must be said loudly.</summary>
    public int Promised { get; private set; }

    /// <summary>How many wait for the disk.</summary>
    public int Awaited { get; private set; }

    /// <summary>Whether the redo log has something of it.</summary>
    public bool IsLogged { get; set; }

    /// <summary>Whether something is in it that the next append says to be there.</summary>
    public bool CommitsWithNext { get; set; }

    /// <summary>Ends when the group is on disk; faults when it is not.</summary>
    /// <remarks>The task is ended by the thread that syncs, which waits for no caller.</remarks>
#pragma warning disable VSTHRD003
    public Task Synced => _synced.Task;
#pragma warning restore VSTHRD003

    /// <summary>Something was written.</summary>
    public void Add(int entries, bool promised, bool awaited)
    {
        Entries += entries;
        Promised += promised ? entries : 0;
        Awaited += awaited ? 1 : 0;
    }

    /// <summary>The group is on disk, or not.</summary>
    public void End(JournalException? failure)
    {
        if (failure is null)
        {
            _synced.TrySetResult();
        }
        else if (Awaited > 0)
        {
            _synced.TrySetException(failure);
        }
    }
}
