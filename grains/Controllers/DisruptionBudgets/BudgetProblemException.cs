namespace Orchestrator.Grains.Controllers.DisruptionBudgets;

/// <summary>It cannot be said how many pods there should be, so nothing may be disrupted.</summary>
internal sealed class BudgetProblemException(string message) : Exception(message);
