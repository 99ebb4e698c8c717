namespace PolicyOs.Journal.Records;

/// <summary>In what form something is kept beside the journal (spec 5.4).</summary>
public enum RecordForm
{
    /// <summary>As a person may see it.</summary>
    Masked,

    /// <summary>All but sensitive values.</summary>
    Full,

    /// <summary>A result as it was, to answer a repeated call with; encrypted under the journal's key.</summary>
    Replay,
}
