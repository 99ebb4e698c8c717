namespace PolicyOs.Journal.Chain;

/// <summary>One stream's part of an append, checked and made canonical before any lock is taken.</summary>
internal readonly record struct PreparedAppend(StreamAppend Append, byte[][] Data)
{
    /// <summary>Checks and prepares a whole append.</summary>
    /// <exception cref="ArgumentException">A defect of the caller: no events, a stream twice, a bad name, bad data.</exception>
    public static PreparedAppend[] All(IReadOnlyList<StreamAppend> appends)
    {
        ArgumentOutOfRangeException.ThrowIfZero(appends.Count);
        var prepared = new PreparedAppend[appends.Count];
        for (int i = 0; i < prepared.Length; i++)
        {
            StreamAppend append = appends[i];
            StreamName.Check(append.Stream);
            ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedSequence);
            ArgumentOutOfRangeException.ThrowIfZero(append.Events.Count);
            for (int j = 0; j < i; j++)
            {
                if (appends[j].Stream == append.Stream)
                {
                    throw new ArgumentException($"`{append.Stream}` twice in one append");
                }
            }

            var data = new byte[append.Events.Count][];
            for (int j = 0; j < data.Length; j++)
            {
                data[j] = EventData.Canonical(append.Events[j].Data);
            }

            prepared[i] = new PreparedAppend(append, data);
        }

        return prepared;
    }
}
