using System.Security.Cryptography;

namespace PolicyOs.Journal.Chain;

/// <summary>
/// Writes events as RFC 8785 would: members in order, no white space, and puts the hash of all else where <c>hash</c> belongs. Not for
/// several threads at once.
/// </summary>
internal sealed class EventWriter
{
    private const int HashMember = 8 + 64 + 2; // "hash":" + hex + ",

    private readonly JsonBuffer _buffer = new();

    /// <summary>The event last written, with its hash; valid until the next one.</summary>
    public ReadOnlySpan<byte> Body => _buffer.Written;

    /// <summary>Writes one event and gives its hash.</summary>
    /// <param name="source">The CloudEvents source.</param>
    /// <param name="id">UUIDv7.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="sequence">Its position there, from 1.</param>
    /// <param name="time">When it is appended.</param>
    /// <param name="draft">Type and extensions; its data is given apart.</param>
    /// <param name="data">Data in canonical form.</param>
    /// <param name="previousHash">The hash before it in its stream; null for the first.</param>
    public string Write(
        string source, ReadOnlySpan<char> id, string stream, long sequence, DateTimeOffset time, EventDraft draft, ReadOnlySpan<byte> data, string? previousHash)
    {
        _buffer.Reset();
        _buffer.Raw("{"u8);
        Optional("\"actorid\":"u8, draft.ActorId);
        Optional("\"causationid\":"u8, draft.CausationId);
        Optional("\"correlationid\":"u8, draft.CorrelationId);
        _buffer.Raw("\"data\":"u8);
        _buffer.Raw(data);
        _buffer.Raw(",\"datacontenttype\":\"application/json\","u8);
        int hashAt = _buffer.Length;
        _buffer.Raw("\"id\":"u8);
        _buffer.Text(id);
        _buffer.Raw(","u8);
        Optional("\"policyversion\":"u8, draft.PolicyVersion);
        Optional("\"prevhash\":"u8, previousHash);
        _buffer.Raw("\"sequence\":"u8);
        _buffer.Number(sequence);
        _buffer.Raw(",\"source\":"u8);
        _buffer.Text(source);
        _buffer.Raw(",\"specversion\":\"1.0\",\"subject\":"u8);
        _buffer.Text(stream);
        _buffer.Raw(","u8);
        Optional("\"tenantid\":"u8, draft.TenantId);
        _buffer.Raw("\"time\":"u8);
        _buffer.Time(time);
        _buffer.Raw(","u8);
        Optional("\"traceparent\":"u8, draft.TraceParent);
        _buffer.Raw("\"type\":"u8);
        _buffer.Text(draft.Type);
        _buffer.Raw("}"u8);
        return InsertHash(hashAt);
    }

    /// <summary>Writes an event that was read, and gives its hash.</summary>
    public string Write(JournalEvent e) => Write(e.Source, e.Id, e.Stream, e.Sequence, e.Time, e.Draft, e.Draft.Data.Span, e.PreviousHash);

    private void Optional(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            _buffer.Raw(name);
            _buffer.Text(value);
            _buffer.Raw(","u8);
        }
    }

    private string InsertHash(int at)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.Written, digest);
        string hash = Convert.ToHexStringLower(digest);
        Span<byte> member = _buffer.Insert(at, HashMember);
        "\"hash\":\""u8.CopyTo(member);
        System.Text.Encoding.ASCII.GetBytes(hash, member[8..]);
        "\","u8.CopyTo(member[^2..]);
        return hash;
    }
}
