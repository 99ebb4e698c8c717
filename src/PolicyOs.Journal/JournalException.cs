namespace PolicyOs.Journal;

/// <summary>The store cannot take or give events; the message says what to do.</summary>
public sealed class JournalException : Exception
{
    /// <summary>With what went wrong and what to do.</summary>
    public JournalException(string message)
        : base(message)
    {
    }

    /// <summary>With the store's own error.</summary>
    public JournalException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>With the kind of fault.</summary>
    public JournalException(JournalFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>What kind of fault it is.</summary>
    public JournalFault Fault { get; } = JournalFault.InputOutput;
}
