using System.Buffers;
using System.Security.Cryptography;
using PolicyOs.Journal.Anchors;
using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Audit;

/// <summary>
/// Checks anchors against the events before them: signature, number, chain, and that exactly the streams named went exactly so far since
/// the anchor before.
/// </summary>
internal sealed class AnchorCheck(string? journal, ECDsa? key, IReadOnlyDictionary<string, Head> heads, AnchorCheck.Report fault)
{
    private const int SignatureHex = 128;

    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);

    private readonly HashSet<string> _moved = new(StringComparer.Ordinal);
    private string _latest = "";
    private readonly Dictionary<string, long> _anchored = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hashes = new(StringComparer.Ordinal);
    private long _number;
    private string? _previous;

    /// <summary>Takes a fault: stream, first event, event id, message.</summary>
    public delegate void Report(string? stream, long? sequence, string? id, string message);

    /// <summary>Anchors whose signature holds.</summary>
    public long Valid { get; private set; }

    /// <summary>The time of the last of those.</summary>
    public DateTimeOffset? Last { get; private set; }

    private static ReadOnlySpan<byte> Marker => ",\"signature\":\""u8;

    /// <summary>Whether a line is an anchor: canonical events never start so.</summary>
    public static bool IsAnchor(ReadOnlySpan<byte> line) => line.StartsWith("{\"heads\":"u8);

    /// <summary>An event of a stream comes; false when the stream's place since the last anchor has passed.</summary>
    public bool Moves(string stream)
    {
        int order = _moved.Count == 0 ? 1 : string.CompareOrdinal(stream, _latest);
        _moved.Add(stream);
        _latest = order > 0 ? stream : _latest;
        return order >= 0;
    }

    /// <summary>Whether the file has an anchor, given as its line.</summary>
    public bool Has(string line) => _hashes.Contains(Name(line));

    /// <summary>What to call an anchor that was kept elsewhere: the hash of its line.</summary>
    public static string Name(string line) => AnchorBody.Hash(System.Text.Encoding.UTF8.GetBytes(line));

    /// <summary>Checks an anchor; whether its signature holds.</summary>
    public bool Check(ReadOnlyMemory<byte> line)
    {
        Anchor anchor;
        string? previous;
        string of;
        DateTimeOffset time;
        try
        {
            (anchor, of, previous, time) = AnchorBody.Parse(line);
        }
        catch (FormatException)
        {
            fault(null, null, null, "an anchor was changed: it cannot be read");
            _moved.Clear();
            return false;
        }

        bool holds = SignatureHolds(line.Span) && of == journal;
        if (!holds)
        {
            fault(null, null, null, $"anchor {anchor.Number} was changed: its signature does not hold");
        }
        else
        {
            Chain(anchor, previous);
            Heads(anchor);
            (Valid, Last) = (Valid + 1, time);
        }

        _moved.Clear();
        (_number, _previous) = (anchor.Number, AnchorBody.Hash(line.Span));
        _hashes.Add(_previous);
        return holds;
    }

    private void Chain(Anchor anchor, string? previous)
    {
        if (anchor.Number != _number + 1)
        {
            fault(null, null, null, $"anchor {anchor.Number} follows anchor {_number}: some are missing or out of order");
        }
        else if (previous != _previous)
        {
            fault(null, null, null, $"anchor {anchor.Number} does not follow the one before it: that was changed");
        }
    }

    private void Heads(Anchor anchor)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (AnchoredHead head in anchor.Heads)
        {
            named.Add(head.Stream);
            Compare(anchor.Number, head);
            _anchored[head.Stream] = head.Sequence;
        }

        foreach (string stream in _moved)
        {
            if (!named.Contains(stream))
            {
                fault(stream, _anchored.GetValueOrDefault(stream) + 1, null, $"events were put in: anchor {anchor.Number} knows of none there");
            }
        }
    }

    private void Compare(long number, AnchoredHead head)
    {
        Head actual = heads.TryGetValue(head.Stream, out Head found) ? found : default;
        if (actual.Sequence < head.Sequence)
        {
            fault(head.Stream, actual.Sequence + 1, null, $"event {actual.Sequence + 1} is missing: anchor {number} knows of {head.Sequence}");
        }
        else if (actual.Sequence > head.Sequence)
        {
            fault(head.Stream, head.Sequence + 1, null, $"event {head.Sequence + 1} was put in: anchor {number} knows of {head.Sequence}");
        }
        else if (actual.Hash != head.Hash)
        {
            long first = _anchored.GetValueOrDefault(head.Stream) + 1;
            fault(head.Stream, first, null, $"one of the events {first} to {head.Sequence} was changed and hashed again: anchor {number} knows another hash");
        }
        else if (!_moved.Contains(head.Stream))
        {
            fault(head.Stream, head.Sequence, null, $"anchor {number} comes before the events that it covers, or a second time");
        }
    }

    private bool SignatureHolds(ReadOnlySpan<byte> line)
    {
        int at = line.LastIndexOf(Marker);
        int end = at + Marker.Length + SignatureHex;
        if (key is null || at < 0 || line.Length <= end || line[end] != '"')
        {
            return false;
        }

        ReadOnlySpan<byte> hex = line.Slice(at + Marker.Length, SignatureHex);
        if (hex.ContainsAnyExcept(Hex))
        {
            return false;
        }

        byte[] signature = Convert.FromHexString(System.Text.Encoding.ASCII.GetString(hex));
        byte[] rest = [.. line[..at], .. line[(end + 1)..]];
        return key.VerifyData(rest, signature, HashAlgorithmName.SHA256);
    }
}
