using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Sqlite;

/// <summary>What is wrong with the writer, and whether that can pass.</summary>
internal sealed class WriterHealth(JournalClock clock)
{
    private JournalHealth _passing = JournalHealth.Good;
    private JournalHealth? _lasting;
    private int _lost;

    /// <summary>What is wrong now.</summary>
    public JournalHealth Now => _lasting ?? clock.Health ?? _passing;

    /// <summary>Whether the last transactions failed.</summary>
    public bool IsFailing => _lasting is not null || _passing.IsDegraded;

    /// <summary>A transaction failed. When it held promised events, or the file is damaged, only a new start can mend that.</summary>
    public void Lost(JournalException failure, int promised)
    {
        _lost += promised;
        _passing = new JournalHealth(failure.Fault, failure.Message);
        if (_lost > 0)
        {
            _lasting = new JournalHealth(
                failure.Fault, $"{failure.Message}; {_lost} events that had been accepted are not in it, so the gateway must be started again");
        }
        else if (failure.Fault is JournalFault.Corrupt or JournalFault.InputOutput)
        {
            _lasting = _passing;
        }
    }

    /// <summary>A transaction went through: a fault that can pass has passed.</summary>
    public void Wrote() => _passing = JournalHealth.Good;

    /// <summary>Refuses what must be durable. A full disk may have room again, so that is tried again.</summary>
    public void ThrowIfDegraded()
    {
        if ((_lasting ?? clock.Health) is { } health)
        {
            throw new JournalException(health.Fault, health.Message);
        }
    }
}
