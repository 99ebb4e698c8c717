using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>
/// One order of the events of all sessions: each session's own, the order of the streams that sessions share (rates, idempotency,
/// principals), and between what neither settles the time.
/// </summary>
internal static class EventOrder
{
    /// <summary>The events, each with the index of its session.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="shared">The events of shared streams by their names: a tenant, or <c>*</c>.</param>
    public static IEnumerable<(int Session, RecordedEvent Event)> Of(
        IReadOnlyList<RecordedSession> sessions, IReadOnlyDictionary<string, IReadOnlyList<RecordedEvent>> shared)
    {
        var heads = new PriorityQueue<int, (DateTimeOffset At, int Session)>();
        var held = new SortedDictionary<(DateTimeOffset At, int Session), int>();
        int[] next = new int[sessions.Count];
        var turns = shared.ToDictionary(static s => s.Key, static s => new Queue<string>(s.Value.Select(KeyOf).OfType<string>()));
        for (int session = 0; session < sessions.Count; session++)
        {
            Push(session);
        }

        while (heads.Count > 0 || held.Count > 0)
        {
            if (!heads.TryDequeue(out int session, out (DateTimeOffset At, int Session) place))
            {
                // A shared stream that does not hold what a session says it does: time has to do.
                (place, session) = held.First();
                held.Remove(place);
            }
            else if (!IsNext(sessions[session], sessions[session].Events[next[session]], turns))
            {
                held.Add(place, session);
                continue;
            }

            RecordedEvent e = sessions[session].Events[next[session]++];
            yield return (session, e);
            bool isShared = Pass(sessions[session], e, turns);
            Push(session);
            if (isShared)
            {
                foreach (((DateTimeOffset, int) at, int waiting) in held)
                {
                    heads.Enqueue(waiting, at);
                }

                held.Clear();
            }
        }

        void Push(int session)
        {
            if (next[session] < sessions[session].Events.Length)
            {
                heads.Enqueue(session, (sessions[session].Events[next[session]].At, session));
            }
        }
    }

    /// <summary>The shared streams that an event is on.</summary>
    public static IEnumerable<string> StreamsOf(RecordedSession session, RecordedEvent e)
    {
        bool isOnTenant = e.Type is "policyos.session.opened" or "policyos.session.closed" or "policyos.session.killed" or "policyos.session.released"
            or "policyos.session.resumed" || e.IsAlsoOn("tenant");
        return [.. isOnTenant ? [session.Tenant] : (string[])[], .. e.IsAlsoOn("everyone") ? ["*"] : (string[])[]];
    }

    private static bool IsNext(RecordedSession session, RecordedEvent e, Dictionary<string, Queue<string>> turns) =>
        StreamsOf(session, e).All(stream => !turns.TryGetValue(stream, out Queue<string>? turn) || !turn.TryPeek(out string? key) || key == KeyOf(e));

    private static bool Pass(RecordedSession session, RecordedEvent e, Dictionary<string, Queue<string>> turns)
    {
        bool isShared = false;
        foreach (string stream in StreamsOf(session, e))
        {
            isShared = true;
            if (turns.TryGetValue(stream, out Queue<string>? turn) && turn.TryPeek(out string? key) && key == KeyOf(e))
            {
                turn.Dequeue();
            }
        }

        return isShared;
    }

    private static string? KeyOf(RecordedEvent e) => (e.Text("call") ?? e.Text("session")) is { } id ? $"{e.Type} {id}" : null;
}
