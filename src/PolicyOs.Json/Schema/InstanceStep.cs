using System.Globalization;

namespace PolicyOs.Json.Schema;

/// <summary>One step from a value to a value in it.</summary>
/// <param name="Name">The property's name; null where the step is into an array.</param>
/// <param name="Index">The item's index; null where it is any.</param>
/// <param name="IsAny">Whether it is any property or item.</param>
public readonly record struct InstanceStep(string? Name, int? Index, bool IsAny)
{
    /// <summary>Any item of an array.</summary>
    public static InstanceStep AnyItem => new(null, null, false);

    /// <summary>Any property or item, as JSONPath's wildcard.</summary>
    public static InstanceStep Any => new(null, null, true);

    /// <summary>One property.</summary>
    public static InstanceStep Property(string name) => new(name, null, false);

    /// <summary>One item.</summary>
    public static InstanceStep Item(int index) => new(null, index, false);

    /// <summary>Whether the step leads to a property of this name; null for one no step names.</summary>
    internal bool LeadsToProperty(string? name) => IsAny || (Name is not null && Name == name);

    /// <summary>Whether the step leads to an item of this index; null for one no step names.</summary>
    internal bool LeadsToItem(int? index) => IsAny || (Name is null && (Index is null || Index == index));

    /// <summary>The step as a token of a JSON Pointer, <c>*</c> for any.</summary>
    public override string ToString() =>
        Name is not null ? JsonPointer.Escape(Name) : Index?.ToString(CultureInfo.InvariantCulture) ?? "*";
}
