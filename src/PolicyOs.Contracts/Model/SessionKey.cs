namespace PolicyOs.Contracts.Model;

/// <summary>Spec 3.3.</summary>
public enum SessionKey
{
    /// <summary>One per connection.</summary>
    Connection,

    /// <summary>One per principal and agent.</summary>
    Principal,

    /// <summary>A handle must be given.</summary>
    Required,
}
