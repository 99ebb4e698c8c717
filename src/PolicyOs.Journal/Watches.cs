using System.Collections.Immutable;

namespace PolicyOs.Journal;

/// <summary>Who wants to know of appended events.</summary>
internal sealed class Watches
{
    private ImmutableArray<Entry> _entries = [];

    /// <summary>Whether nobody does.</summary>
    public bool IsEmpty => _entries.IsEmpty;

    /// <summary>Adds one, until what is returned is disposed.</summary>
    public IDisposable Add(Action<string> appended)
    {
        var entry = new Entry(this, appended);
        ImmutableInterlocked.Update(ref _entries, (entries, added) => entries.Add(added), entry);
        return entry;
    }

    /// <summary>Tells everyone; called outside locks.</summary>
    public void Tell(string stream)
    {
        foreach (Entry entry in _entries)
        {
            entry.Appended(stream);
        }
    }

    private sealed class Entry(Watches owner, Action<string> appended) : IDisposable
    {
        public Action<string> Appended => appended;

        public void Dispose() => ImmutableInterlocked.Update(ref owner._entries, (entries, entry) => entries.Remove(entry), this);
    }
}
