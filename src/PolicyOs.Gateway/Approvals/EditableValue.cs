namespace PolicyOs.Gateway.Approvals;

/// <summary>An argument that the approver may change.</summary>
/// <param name="Path">As the contract writes it.</param>
/// <param name="Type">string, boolean or number: what a form can ask for.</param>
internal sealed record EditableValue(string Path, string Type);
