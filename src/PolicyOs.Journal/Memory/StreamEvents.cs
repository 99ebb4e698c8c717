using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Memory;

/// <summary>The events of one stream.</summary>
internal sealed class StreamEvents(EventBlocks blocks)
{
    private readonly List<EventBlocks.Place> _places = [];

    /// <summary>How many there are; the sequence of the last.</summary>
    public int Count => _places.Count;

    /// <summary>The hash of the last; null when there is none.</summary>
    public string? LastHash { get; private set; }

    /// <summary>Adds the next.</summary>
    public void Add(ReadOnlySpan<byte> body, string hash)
    {
        _places.Add(blocks.Add(body));
        LastHash = hash;
    }

    /// <summary>Reads one back.</summary>
    /// <param name="sequence">From 1 to <see cref="Count"/>.</param>
    public JournalEvent Read(long sequence) => EventReader.Read(blocks.At(_places[(int)sequence - 1]));
}
