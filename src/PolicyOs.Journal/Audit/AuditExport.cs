using PolicyOs.Journal.Anchors;
using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Audit;

/// <summary>
/// Writes a whole journal as JSON Lines (docs/reference/audit-format.md): a header, and before each anchor the events that it covers, by
/// stream and sequence; last the events that no anchor covers yet.
/// </summary>
public static class AuditExport
{
    /// <summary>Signs an anchor for what has none, then writes everything.</summary>
    /// <exception cref="JournalException">An event does not fit its chain; the message names it.</exception>
    public static async Task WriteAsync(IJournalStore journal, Stream output, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(output);
        await journal.Anchors.SignAsync(cancellation);
        await LineAsync(output, new AuditHeader(journal.Id, journal.Keys.PublicKey).Line(), cancellation);
        var written = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (Anchor anchor in journal.Anchors.ReadAsync(1, cancellation))
        {
            foreach (AnchoredHead head in anchor.Heads)
            {
                await EventsAsync(journal, head.Stream, head.Sequence, written, output, cancellation);
            }

            await LineAsync(output, anchor.Body, cancellation);
        }

        await foreach (string stream in journal.StreamsAsync("", cancellation))
        {
            await EventsAsync(journal, stream, long.MaxValue, written, output, cancellation);
        }

        await output.FlushAsync(cancellation);
    }

    private static async Task EventsAsync(
        IJournalStore journal, string stream, long last, Dictionary<string, long> written, Stream output, CancellationToken cancellation)
    {
        var writer = new EventWriter();
        await foreach (JournalEvent e in journal.ReadAsync(stream, written.GetValueOrDefault(stream) + 1, cancellation))
        {
            if (e.Sequence > last)
            {
                break;
            }

            if (writer.Write(e) != e.Hash)
            {
                throw new JournalException(JournalFault.Corrupt, $"event {e.Sequence} of {stream} cannot be written as it was hashed");
            }

            await LineAsync(output, writer.Body.ToArray(), cancellation);
            written[stream] = e.Sequence;
        }
    }

    private static async ValueTask LineAsync(Stream output, ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        await output.WriteAsync(line, cancellation);
        await output.WriteAsync("\n"u8.ToArray(), cancellation);
    }
}
