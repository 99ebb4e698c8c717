using System.Security.Cryptography;
using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Audit;

/// <summary>
/// Checks an exported journal, offline, with nothing but the file and a public key (spec 5.2, docs/reference/audit-format.md). It goes on
/// after a fault, taking the line's word for where the chain stands, so that one edit gives few faults and a second one shows as well.
/// </summary>
public sealed class AuditVerifier
{
    private const int MostFaults = 100;

    private readonly List<AuditFault> _faults = [];
    private readonly Dictionary<string, Head> _heads = new(StringComparer.Ordinal);
    private readonly AnchorCheck _anchors;
    private readonly string? _journal;
    private long _line = 1;
    private long _events;
    private long _unanchored;

    private AuditVerifier(AuditHeader? header, ECDsa? key)
    {
        _journal = header?.Journal;
        _anchors = new AnchorCheck(_journal, key, _heads, Fault);
    }

    /// <summary>Verifies a file.</summary>
    /// <param name="file">The exported journal.</param>
    /// <param name="publicKey">SubjectPublicKeyInfo of the anchors' key, in hex or PEM; null for the one in the file.</param>
    /// <exception cref="FormatException"><paramref name="publicKey"/> is no P-256 public key.</exception>
    public static AuditReport Verify(Stream file, string? publicKey) => Verify(file, publicKey, []);

    /// <summary>Verifies a file against anchors that were kept elsewhere (<c>--anchor-to</c>), so that a file which was cut or replaced shows.</summary>
    /// <param name="file">The exported journal.</param>
    /// <param name="publicKey">SubjectPublicKeyInfo of the anchors' key, in hex or PEM; null for the one in the file.</param>
    /// <param name="kept">Lines of the file that anchors were copied to.</param>
    /// <exception cref="FormatException"><paramref name="publicKey"/> is no P-256 public key.</exception>
    public static AuditReport Verify(Stream file, string? publicKey, IEnumerable<string> kept)
    {
        ArgumentNullException.ThrowIfNull(file);
        using ECDsa? given = publicKey is null ? null : AuditKey.Parse(publicKey) ?? throw new FormatException("not a P-256 public key in hex or PEM");
        var lines = new LineReader(file);
        AuditHeader? header = lines.Read() ? AuditHeader.Parse(lines.Line) : null;
        using ECDsa? own = header is null ? null : AuditKey.Parse(header.Key);
        var verifier = new AuditVerifier(header, given ?? own);
        verifier.Header(header, own, lines.IsWhole);
        while (lines.Read())
        {
            verifier._line++;
            verifier.Line(lines.Line, lines.IsWhole);
        }

        foreach (string anchor in kept)
        {
            if (!verifier._anchors.Has(anchor))
            {
                verifier.Fault(null, null, null, "an anchor kept elsewhere is not in the file: it was cut, replaced, or exported before: " + AnchorCheck.Name(anchor));
            }
        }

        return new AuditReport(
            verifier._faults, verifier._events, verifier._anchors.Valid, verifier._unanchored, verifier._anchors.Last, verifier._journal, given is null);
    }

    private void Header(AuditHeader? header, ECDsa? key, bool whole)
    {
        if (header is null || !whole)
        {
            Fault(null, null, null, $"the first line is not the header of a {AuditHeader.Format} file");
        }
        else if (key is null)
        {
            Fault(null, null, null, "the header's key is no P-256 public key");
        }
    }

    private void Line(ReadOnlyMemory<byte> line, bool whole)
    {
        if (!whole)
        {
            Fault(null, null, null, "the file ends inside a line");
        }
        else if (AnchorCheck.IsAnchor(line.Span))
        {
            _unanchored = _anchors.Check(line) ? 0 : _unanchored;
        }
        else
        {
            Event(line);
        }
    }

    private void Event(ReadOnlyMemory<byte> line)
    {
        JournalEvent e;
        try
        {
            e = EventReader.Read(line);
        }
        catch (FormatException)
        {
            Fault(null, null, null, "neither an event nor an anchor");
            return;
        }

        _events++;
        _unanchored++;
        Head head = _heads.GetValueOrDefault(e.Stream);
        if (!EventBody.HashHolds(line.Span))
        {
            Fault(e.Stream, e.Sequence, e.Id, "the event was changed: its hash is that of something else");
        }
        else if (!_anchors.Moves(e.Stream))
        {
            Fault(e.Stream, e.Sequence, e.Id, "the event is out of its place: between two anchors, events go by stream and sequence");
        }
        else if (e.Sequence != head.Sequence + 1)
        {
            string what = e.Sequence <= head.Sequence ? $"event {e.Sequence} comes a second time" : $"event {head.Sequence + 1} is missing";
            Fault(e.Stream, Math.Min(e.Sequence, head.Sequence + 1), e.Sequence <= head.Sequence ? e.Id : null, what);
        }
        else if (e.PreviousHash != head.Hash)
        {
            Fault(e.Stream, e.Sequence, e.Id, "the event does not follow the one before it: that was changed, or this was put in its place");
        }

        _heads[e.Stream] = new Head(e.Sequence, e.Hash);
    }

    private void Fault(string? stream, long? sequence, string? id, string message)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new AuditFault(_line, stream, sequence, id, message));
        }
    }
}
