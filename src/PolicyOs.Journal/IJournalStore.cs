using PolicyOs.Journal.Anchors;
using PolicyOs.Journal.Keys;
using PolicyOs.Journal.Records;
using PolicyOs.Journal.Snapshots;

namespace PolicyOs.Journal;

/// <summary>A journal with what belongs to it: identity, keys, anchors, snapshots and records.</summary>
public interface IJournalStore : IJournal
{
    /// <summary>The journal's own id, made once with it; signed acts and anchors name it (UUIDv7).</summary>
    string Id { get; }

    /// <summary>The journal's keys.</summary>
    JournalKeys Keys { get; }

    /// <summary>Whether it can keep its promises now.</summary>
    JournalHealth Health { get; }

    /// <summary>Signed statements of how far every stream went (spec 5.2).</summary>
    IAnchors Anchors { get; }

    /// <summary>States folded earlier, so that opening a long stream is quick.</summary>
    ISnapshots Snapshots { get; }

    /// <summary>Arguments and results beside the journal (spec 5.4).</summary>
    IRecords Records { get; }
}
