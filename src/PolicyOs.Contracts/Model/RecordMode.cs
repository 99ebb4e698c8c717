namespace PolicyOs.Contracts.Model;

/// <summary>Spec 5.4.</summary>
public enum RecordMode
{
    /// <summary>As a person may see them.</summary>
    Masked,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>All but sensitive values.</summary>
    Full,
}
