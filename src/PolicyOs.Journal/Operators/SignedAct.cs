namespace PolicyOs.Journal.Operators;

/// <summary>Makes the event of an operator's act (spec 4.2).</summary>
public static class SignedAct
{
    /// <summary>Signs an act for one place in a stream.</summary>
    /// <param name="key">Who acts.</param>
    /// <param name="journal">The journal's id.</param>
    /// <param name="stream">Where the event goes.</param>
    /// <param name="previous">The hash of the stream's last event; null when it has none.</param>
    /// <param name="type">The event's type: <c>policyos.session.killed</c> ….</param>
    /// <param name="data">The event's data; <c>operator</c> is added to it.</param>
    /// <param name="time">When it is signed.</param>
    public static EventDraft Sign(
        OperatorKey key, string journal, string stream, string? previous, string type, ReadOnlyMemory<byte> data, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(key);
        string at = time.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        string signature = key.Sign(ActText.Write(journal, stream, previous, key.Name, at, type, ActText.With(data, null)));
        byte[] signed = ActText.With(
            data,
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("name", key.Name);
                writer.WriteString("signature", signature);
                writer.WriteString("time", at);
                writer.WriteEndObject();
            });
        return new EventDraft(type, signed) { ActorId = "operator/" + key.Name };
    }

    /// <summary>Signs an act and appends it; signs again when the stream moved meanwhile. Ends when it is on disk.</summary>
    /// <param name="journal">Where to.</param>
    /// <param name="key">Who acts.</param>
    /// <param name="stream">Which stream.</param>
    /// <param name="act">
    /// Gives type and data for the stream as it stands at a sequence; null when the act is no longer in place, and then nothing is appended.
    /// </param>
    /// <param name="clock">Gives the time of signing.</param>
    /// <param name="cancellation">Stops between two tries.</param>
    /// <returns>Whether the act was appended.</returns>
    public static async Task<bool> AppendAsync(
        IJournalStore journal,
        OperatorKey key,
        string stream,
        Func<long, ValueTask<(string Type, ReadOnlyMemory<byte> Data)?>> act,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(clock);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            long head = await journal.HeadAsync(stream, cancellation);
            if (await act(head) is not { } found)
            {
                return false;
            }

            string? previous = head == 0 ? null : (await journal.ReadAsync(stream, head, cancellation).FirstAsync(cancellation)).Hash;
            EventDraft draft = Sign(key, journal.Id, stream, previous, found.Type, found.Data, clock.GetUtcNow());
            if ((await journal.AppendAsync([new StreamAppend(stream, head, [draft])], Durability.Synced, cancellation)).IsAppended)
            {
                return true;
            }
        }
    }
}
