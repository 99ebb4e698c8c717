namespace PolicyOs.Contracts.Model;

/// <summary>Risk class of a tool (spec 1.4).</summary>
public enum SideEffect
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Changes something that can be changed back.</summary>
    Write,

    /// <summary>Destroys something.</summary>
    Destructive,

    /// <summary>Changes who may do what.</summary>
    Admin,

    /// <summary>Moves money.</summary>
    Financial,
}
